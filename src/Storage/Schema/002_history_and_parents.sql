-- What happened to jobs; parents of jobs; cores and sockets by themselves; what a task that runs again has to remember.
--
-- Columns are only added: to build Job anew, the old table would have to go, and by it all tasks. The defaults are for the rows that
-- are there; every row that is written from now on says each value itself.

ALTER TABLE Node ADD COLUMN Sockets INTEGER NOT NULL DEFAULT 1 CHECK (Sockets >= 1);
ALTER TABLE Node ADD COLUMN Memory INTEGER NOT NULL DEFAULT 0 CHECK (Memory >= 0);

ALTER TABLE Job ADD COLUMN AutoRequeueCount INTEGER NOT NULL DEFAULT 0 CHECK (AutoRequeueCount >= 0);
ALTER TABLE Job ADD COLUMN CoresPerUnit INTEGER NOT NULL DEFAULT 1 CHECK (CoresPerUnit >= 1);
ALTER TABLE Job ADD COLUMN IsLeaving INTEGER NOT NULL DEFAULT 0 CHECK (IsLeaving BETWEEN 0 AND 1);
-- JSON arrays of numbers. ParentJobIds is that of Properties.
ALTER TABLE Job ADD COLUMN UnfinishedParents TEXT NOT NULL DEFAULT '[]';
ALTER TABLE Job ADD COLUMN ParentJobIds TEXT NOT NULL DEFAULT '[]';
-- 0: the tasks that ended badly, 1: all that did not finish, 2: none but those that were chosen.
ALTER TABLE Job ADD COLUMN RequeueScope INTEGER NOT NULL DEFAULT 0 CHECK (RequeueScope BETWEEN 0 AND 2);

-- The few jobs that have parents are read all together, and from here alone.
CREATE INDEX JobWithParents ON Job (Id, ParentJobIds) WHERE ParentJobIds <> '[]';

ALTER TABLE Task ADD COLUMN CanceledBy TEXT;
ALTER TABLE Task ADD COLUMN CancelTime INTEGER;
ALTER TABLE Task ADD COLUMN ExecutionFailureRetryCount INTEGER NOT NULL DEFAULT 0 CHECK (ExecutionFailureRetryCount >= 0);
ALTER TABLE Task ADD COLUMN PreviousExitCode INTEGER;
ALTER TABLE Task ADD COLUMN ResumeTime INTEGER;
-- A JSON array of numbers.
ALTER TABLE Task ADD COLUMN AllocatedCoreIds TEXT NOT NULL DEFAULT '[]';

-- AUTOINCREMENT: a number is not given again when the job of the last row is deleted.
CREATE TABLE JobHistory (
    JobHistoryId INTEGER PRIMARY KEY AUTOINCREMENT,
    JobId INTEGER NOT NULL REFERENCES Job (Id) ON DELETE CASCADE,
    RequeueId INTEGER NOT NULL CHECK (RequeueId >= 0),
    Event INTEGER NOT NULL CHECK (Event >= 1),
    EventTime INTEGER NOT NULL,
    Actor TEXT NOT NULL,
    Message TEXT NOT NULL,
    SubmitTime INTEGER,
    StartTime INTEGER,
    EndTime INTEGER,
    NumberOfTasks INTEGER NOT NULL CHECK (NumberOfTasks >= 0),
    CanceledTasksCount INTEGER NOT NULL CHECK (CanceledTasksCount >= 0),
    FailedTasksCount INTEGER NOT NULL CHECK (FailedTasksCount >= 0),
    FinishedTasksCount INTEGER NOT NULL CHECK (FinishedTasksCount >= 0),
    CanceledBy TEXT
) STRICT;

CREATE INDEX JobHistoryTime ON JobHistory (EventTime);

CREATE INDEX JobHistoryOfJob ON JobHistory (JobId);
