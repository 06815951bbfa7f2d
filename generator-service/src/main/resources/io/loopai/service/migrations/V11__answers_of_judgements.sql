-- What the version answered; null where it gave no answer, and where it was judged out of fold.
alter table judgements add column answer text;
