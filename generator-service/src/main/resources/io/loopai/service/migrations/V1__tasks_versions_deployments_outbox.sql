-- Runs on H2 (MODE=PostgreSQL) and on PostgreSQL 15 or newer. JSON is kept as text.

create table tasks (
    id         varchar(100) primary key,
    name       varchar(200) unique,
    spec       text not null,
    revision   bigint not null,
    created_at timestamp with time zone not null,
    updated_at timestamp with time zone not null
);

create table versions (
    task       varchar(100) not null references tasks (id),
    version    integer not null,
    hash       varchar(80) not null,
    source     text not null,
    compiler   varchar(20) not null,
    strategy   varchar(20) not null,
    metadata   text,
    created_at timestamp with time zone not null,
    primary key (task, version),
    unique (task, hash)
);

-- Every decision there ever was, byte by byte as it is signed and published.
create table deployments (
    task       varchar(100) not null references tasks (id),
    revision   bigint not null,
    message    text not null,
    signatures text,
    reason     text not null,
    origin     varchar(20) not null,
    decided_at timestamp with time zone not null,
    primary key (task, revision)
);

-- What is still to be told to a projection; the row goes when it was told.
create table outbox (
    id         bigint generated always as identity primary key,
    projection varchar(50) not null,
    task       varchar(100) not null references tasks (id),
    kind       varchar(20) not null,
    item       bigint not null
);

create index outbox_of_projection on outbox (projection, id);
