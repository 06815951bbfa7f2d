-- What the oracle said of executions; expected is null where it gave no answer.
create table labels (
  task varchar(100) not null references tasks (id),
  id varchar(200) not null,
  input text not null,
  expected text,
  oracle varchar(20) not null,
  draw varchar(20) not null,
  trains boolean not null,
  executed_at timestamp with time zone not null,
  primary key (task, id)
);

create index labels_by_time on labels (task, executed_at);

-- What versions made of labelled executions that they have not learned from.
create table judgements (
  task varchar(100) not null,
  id varchar(200) not null,
  version integer not null,
  correct boolean not null,
  out_of_fold boolean not null,
  primary key (task, version, id),
  foreign key (task, id) references labels (task, id)
);

-- Challengers, from the moment they run in shadow; ended_at is null while one is under way.
create table rollouts (
  task varchar(100) not null references tasks (id),
  challenger integer not null,
  revision bigint not null,
  paused boolean not null,
  state text not null,
  reason text not null,
  began_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  primary key (task, challenger, began_at)
);

-- Attempts to make a better version, by the wish that they fulfil.
create table attempts (
  id varchar(100) primary key,
  task varchar(100) not null references tasks (id),
  reason varchar(20) not null,
  message text not null,
  since timestamp with time zone,
  requested_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  version integer,
  outcome text
);
