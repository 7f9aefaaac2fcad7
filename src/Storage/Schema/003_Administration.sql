-- Several nodes with states, groups of them, and what a job or task holds on each.

ALTER TABLE Node ADD COLUMN SubscribedSockets INTEGER CHECK (SubscribedSockets >= 1);
-- JSON arrays of numbers.
ALTER TABLE Node ADD COLUMN CoreIds TEXT NOT NULL DEFAULT '[]';
ALTER TABLE Node ADD COLUMN Gpus TEXT NOT NULL DEFAULT '[]';
ALTER TABLE Node ADD COLUMN Affinity INTEGER CHECK (Affinity BETWEEN 0 AND 1);
-- 1: Offline, 2: Draining, 4: Online.
ALTER TABLE Node ADD COLUMN State INTEGER NOT NULL DEFAULT 4 CHECK (State BETWEEN 1 AND 4 AND State & (State - 1) = 0);
ALTER TABLE Node ADD COLUMN Description TEXT NOT NULL DEFAULT '';
ALTER TABLE Node ADD COLUMN Location TEXT NOT NULL DEFAULT '';
-- The one node that there was is the machine.
ALTER TABLE Node ADD COLUMN IsDiscovered INTEGER NOT NULL DEFAULT 1 CHECK (IsDiscovered BETWEEN 0 AND 1);

CREATE TABLE NodeGroup (
    Id INTEGER PRIMARY KEY CHECK (Id >= 1),
    Name TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (length(Name) > 0),
    Description TEXT NOT NULL,
    -- A JSON array of names.
    Nodes TEXT NOT NULL
) STRICT;

-- JSON arrays, in the order of AllocatedNodes; empty where there is one node, which has all AllocatedCores.
ALTER TABLE Job ADD COLUMN AllocatedCoresPerNode TEXT NOT NULL DEFAULT '[]';
ALTER TABLE Task ADD COLUMN AllocatedCoresPerNode TEXT NOT NULL DEFAULT '[]';
ALTER TABLE Task ADD COLUMN AllocatedGpuIds TEXT NOT NULL DEFAULT '[]';
-- A JSON array of names.
ALTER TABLE Job ADD COLUMN PreparedNodes TEXT NOT NULL DEFAULT '[]';
ALTER TABLE Job ADD COLUMN IsBackfill INTEGER NOT NULL DEFAULT 0 CHECK (IsBackfill BETWEEN 0 AND 1);

-- What a node is for, as flags: 1 runs tasks, 2 passes calls on, 4 is somebody's own and runs tasks; 0 nothing.
ALTER TABLE Node ADD COLUMN Role INTEGER NOT NULL DEFAULT 1 CHECK (Role BETWEEN 0 AND 7);

-- What happened to nodes, also to those that are gone.
CREATE TABLE NodeHistory (
    NodeHistoryId INTEGER PRIMARY KEY,
    NodeName TEXT NOT NULL CHECK (length(NodeName) > 0),
    Event INTEGER NOT NULL CHECK (Event >= 1),
    EventTime INTEGER NOT NULL,
    Actor TEXT NOT NULL,
    Comment TEXT NOT NULL
) STRICT;

-- Who may use the scheduler beside the user that it belongs to.

CREATE TABLE Member (
    Name TEXT NOT NULL PRIMARY KEY CHECK (length(Name) > 0),
    -- User 1, Administrator 2, JobAdministrator 4, JobOperator 8; the sum of those that the member has.
    Role INTEGER NOT NULL CHECK (Role BETWEEN 1 AND 15)
) STRICT, WITHOUT ROWID;
