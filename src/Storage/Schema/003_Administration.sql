-- What administrators make: job templates, pools.
--
-- Columns are only added, as in the step before.

-- The core keeps names apart that differ in more than the case of their letters. Items and JobEnv are JSON arrays.
CREATE TABLE JobTemplate (
    Name TEXT NOT NULL PRIMARY KEY CHECK (length(Name) BETWEEN 1 AND 50),
    Description TEXT NOT NULL CHECK (length(Description) <= 1024),
    CreateTime INTEGER NOT NULL,
    ChangeTime INTEGER NOT NULL,
    Items TEXT NOT NULL,
    JobEnv TEXT NOT NULL,
    Acl TEXT NOT NULL CHECK (length(Acl) > 0)
) STRICT, WITHOUT ROWID;

-- What was said of a job whose template makes something else of that; otherwise Properties are what was said.
ALTER TABLE Job ADD COLUMN Asked TEXT;

-- The pool Default, like the template Default, is made by the core.
CREATE TABLE Pool (
    Name TEXT NOT NULL PRIMARY KEY CHECK (length(Name) BETWEEN 1 AND 50),
    Weight INTEGER NOT NULL CHECK (Weight BETWEEN 0 AND 999999)
) STRICT, WITHOUT ROWID;

ALTER TABLE Job ADD COLUMN Pool TEXT NOT NULL DEFAULT 'Default';
