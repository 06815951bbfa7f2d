-- What tells this database from others: one row.
create table service (
  id varchar(36) primary key
);
