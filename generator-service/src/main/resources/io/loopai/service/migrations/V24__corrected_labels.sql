-- When the oracle gave the answer: a later one replaces it, an earlier one does not. Null where there is none, and for
-- labels from before answers could be corrected.
alter table labels add column answered_at timestamp with time zone;
