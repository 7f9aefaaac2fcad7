-- Environment variables of every task: a row each, and none for one that was deleted.
CREATE TABLE ClusterEnvironment (
    Name TEXT NOT NULL PRIMARY KEY,
    Value TEXT NOT NULL
) STRICT;
