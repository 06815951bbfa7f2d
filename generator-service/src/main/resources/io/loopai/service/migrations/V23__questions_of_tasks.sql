-- When what the oracle is asked was last changed: description, oracle or output schema; null when it never was.
alter table tasks add column asked_since timestamp with time zone;
