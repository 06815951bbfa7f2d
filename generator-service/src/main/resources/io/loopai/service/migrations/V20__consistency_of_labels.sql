-- Whether an oracle that was asked twice said the same both times; null where it was asked once.
alter table labels add column consistent boolean;
