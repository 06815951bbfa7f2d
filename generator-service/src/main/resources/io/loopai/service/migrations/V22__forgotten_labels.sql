-- A label that is forgotten keeps its row, which counts, and loses what it says of anybody: input, expected and
-- the answers of its judgements. Whether it was answered is known apart from that.
alter table labels alter column input drop not null;
alter table labels add column answered boolean default false not null;
update labels set answered = (expected is not null);
