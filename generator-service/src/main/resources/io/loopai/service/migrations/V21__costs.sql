-- What asking LLMs has cost, a row for each answer and each attempt to write a program; never changed.
create table costs (
  id varchar(400) primary key,
  task varchar(100) not null references tasks (id),
  at timestamp with time zone not null,
  purpose varchar(20) not null,
  model varchar(200),
  tokens_in bigint not null,
  tokens_out bigint not null,
  usd double precision not null
);

create index costs_by_time on costs (task, at);
