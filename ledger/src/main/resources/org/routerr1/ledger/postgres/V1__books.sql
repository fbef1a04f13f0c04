-- SPDX-License-Identifier: Apache-2.0
-- The books. A chain id is a tenant's. There are no foreign keys on purpose: steps of one query are
-- written by any worker in any order, and an erased body or a lost query row must never stop a
-- reply that was paid for from being written down.

CREATE TABLE router.catalogue (
  version     text PRIMARY KEY,
  source      text NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE router.query (
  query_id          text PRIMARY KEY,
  workflow_id       text NOT NULL,
  chain             text NOT NULL,
  catalogue_version text NOT NULL,
  options           text NOT NULL,
  started_at        timestamptz NOT NULL,
  ended_at          timestamptz,
  outcome           text,
  forced            boolean NOT NULL DEFAULT false,
  spent_nano_usd    bigint
);

-- One row a step: call 0 is the round's decision. The token tells whose write the row is, so that a
-- write whose acknowledgement was lost can be repeated.
CREATE TABLE router.journal (
  workflow_id       text NOT NULL,
  round             integer NOT NULL,
  call              integer NOT NULL,
  attempt           integer NOT NULL,
  state             text NOT NULL CHECK (state IN ('intended', 'closed')),
  token             uuid NOT NULL,
  candidate         text,
  model             text,
  catalogue_version text,
  policy_version    text,
  prompt_hash       text,
  outcome           text,
  forced            boolean,
  input_tokens      bigint,
  output_tokens     bigint,
  cost_nano_usd     bigint,
  tokens            integer,
  logprob           double precision,
  seed              bigint,
  millis            bigint,
  intended_at       timestamptz NOT NULL DEFAULT now(),
  closed_at         timestamptz,
  PRIMARY KEY (workflow_id, round, call, attempt)
) WITH (fillfactor = 70);

-- Everything that users, policy or candidates said, as UTF-8 bytes (text of PostgreSQL cannot hold
-- a NUL). Rows may be encrypted (key_id) or deleted: the chain holds hashes only.
CREATE TABLE router.body (
  id            text PRIMARY KEY,
  key_id        text,
  prompt        bytea,
  reply         bytea,
  thought       bytea,
  answer        bytea,
  detail        bytea,
  result        bytea,
  tokens        bytea, -- int32, big-endian
  logprobs      bytea, -- float32, big-endian
  free_logprobs bytea  -- float32, big-endian
) WITH (fillfactor = 70);

CREATE TABLE router.chain_head (
  chain    text PRIMARY KEY,
  sequence bigint NOT NULL,
  hash     text NOT NULL
) WITH (fillfactor = 10);

CREATE TABLE router.audit (
  chain       text NOT NULL,
  sequence    bigint NOT NULL,
  workflow_id text NOT NULL,
  record      text NOT NULL,
  hash        text NOT NULL,
  body        text,
  signature   bytea,
  key_id      text,
  PRIMARY KEY (chain, sequence)
);
CREATE INDEX audit_of_workflow ON router.audit (workflow_id, sequence);

CREATE TABLE router.feedback (
  query_id    text NOT NULL,
  feedback_id text NOT NULL,
  score       double precision,
  body        text NOT NULL,
  given_at    timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (query_id, feedback_id)
);
