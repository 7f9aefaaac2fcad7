-- The first schema. A table bears the name of a thing, a column that of its property.
--
-- Times are Unix milliseconds in UTC. States and other enumerations are their numbers, not their names: a filter over several
-- states is one AND with a mask, a row is smaller, and renaming a member in the code cannot make old rows unreadable.
-- The checks hold what must never be; limits that a user may meet are tested long before.
-- That a state is one state, x & (x - 1) = 0, is not written as a list: SQLite builds a table out of a list for every row written,
-- which made a row cost three times as much. Ended is 128 (Finished), 256 (Failed) or 512 (Canceled), together 896.

CREATE TABLE Scheduler (
    -- One row.
    Id INTEGER PRIMARY KEY CHECK (Id = 1),
    LastJobId INTEGER NOT NULL CHECK (LastJobId >= 0)
) STRICT;

INSERT INTO Scheduler (Id, LastJobId) VALUES (1, 0);

CREATE TABLE ClusterProperty (
    Name TEXT NOT NULL PRIMARY KEY,
    Value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE Node (
    Name TEXT NOT NULL PRIMARY KEY CHECK (length(Name) > 0),
    Cores INTEGER NOT NULL CHECK (Cores >= 0),
    SubscribedCores INTEGER CHECK (SubscribedCores >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE Job (
    Id INTEGER PRIMARY KEY CHECK (Id >= 1),
    Owner TEXT NOT NULL,
    JobType INTEGER NOT NULL,
    -- Name and Project are those of Properties, for whoever reads the file with a tool.
    Name TEXT CHECK (length(Name) <= 128),
    Project TEXT CHECK (length(Project) <= 128),
    Properties TEXT NOT NULL,
    State INTEGER NOT NULL CHECK (State BETWEEN 1 AND 1024 AND State & (State - 1) = 0),
    PreviousState INTEGER NOT NULL CHECK (PreviousState BETWEEN 0 AND 1024 AND PreviousState & (PreviousState - 1) = 0),
    EndState INTEGER CHECK (EndState = 128 OR EndState = 256 OR EndState = 512),
    CreateTime INTEGER NOT NULL,
    SubmitTime INTEGER,
    StartTime INTEGER,
    EndTime INTEGER,
    ChangeTime INTEGER NOT NULL,
    HoldUntil INTEGER,
    QueueOrder INTEGER NOT NULL,
    PendingReason INTEGER NOT NULL,
    ErrorCode INTEGER NOT NULL,
    ErrorMessage TEXT NOT NULL,
    CancelRequest INTEGER NOT NULL,
    CanceledBy TEXT,
    CancelTime INTEGER,
    Deadline INTEGER,
    StopPhase INTEGER NOT NULL,
    RequeueCount INTEGER NOT NULL CHECK (RequeueCount >= 0),
    MinCores INTEGER NOT NULL CHECK (MinCores >= 0),
    MaxCores INTEGER NOT NULL CHECK (MaxCores >= 0),
    AllocatedCores INTEGER NOT NULL CHECK (AllocatedCores >= 0),
    -- A JSON array.
    AllocatedNodes TEXT NOT NULL,
    LastTaskId INTEGER NOT NULL CHECK (LastTaskId >= 0),
    ConfiguringTaskCount INTEGER NOT NULL CHECK (ConfiguringTaskCount >= 0),
    QueuedTaskCount INTEGER NOT NULL CHECK (QueuedTaskCount >= 0),
    DispatchingTaskCount INTEGER NOT NULL CHECK (DispatchingTaskCount >= 0),
    RunningTaskCount INTEGER NOT NULL CHECK (RunningTaskCount >= 0),
    CancelingTaskCount INTEGER NOT NULL CHECK (CancelingTaskCount >= 0),
    FinishedTaskCount INTEGER NOT NULL CHECK (FinishedTaskCount >= 0),
    FailedTaskCount INTEGER NOT NULL CHECK (FailedTaskCount >= 0),
    CanceledTaskCount INTEGER NOT NULL CHECK (CanceledTaskCount >= 0),
    CONSTRAINT EndTimeIfAndOnlyIfEnded CHECK ((State & 896 <> 0) = (EndTime IS NOT NULL)),
    CONSTRAINT DeadlineIfStopping CHECK (StopPhase = 0 OR Deadline IS NOT NULL)
) STRICT;

-- What has not ended is few among many, and is read at every start and by most listings.
CREATE INDEX JobNotEnded ON Job (Id) WHERE EndTime IS NULL;

-- For retention.
CREATE INDEX JobEnded ON Job (EndTime, Id) WHERE EndTime IS NOT NULL;

-- The tasks of a job lie side by side, each before its sub-tasks. The job's checks have no counterpart for EndTime here:
-- a task may be stopped before it began.
CREATE TABLE Task (
    JobId INTEGER NOT NULL REFERENCES Job (Id) ON DELETE CASCADE,
    TaskId INTEGER NOT NULL CHECK (TaskId >= 1),
    -- 0: not a sub-task.
    SubTaskId INTEGER NOT NULL CHECK (SubTaskId >= 0),
    -- A sub-task has those of its task.
    Properties TEXT,
    State INTEGER NOT NULL CHECK (State BETWEEN 1 AND 1024 AND State & (State - 1) = 0),
    PreviousState INTEGER NOT NULL CHECK (PreviousState BETWEEN 0 AND 1024 AND PreviousState & (PreviousState - 1) = 0),
    CreateTime INTEGER NOT NULL,
    SubmitTime INTEGER,
    StartTime INTEGER,
    EndTime INTEGER,
    ChangeTime INTEGER NOT NULL,
    ExitCode INTEGER,
    ErrorCode INTEGER NOT NULL,
    ErrorMessage TEXT NOT NULL,
    Output TEXT NOT NULL CHECK (length(Output) <= 4000),
    CancelRequest INTEGER NOT NULL,
    CancelMessage TEXT NOT NULL CHECK (length(CancelMessage) <= 320),
    CanceledBeforeRun INTEGER NOT NULL CHECK (CanceledBeforeRun BETWEEN 0 AND 1),
    Deadline INTEGER,
    StopPhase INTEGER NOT NULL,
    RequeueCount INTEGER NOT NULL CHECK (RequeueCount >= 0),
    AutoRequeueCount INTEGER NOT NULL CHECK (AutoRequeueCount >= 0),
    Instance INTEGER NOT NULL CHECK (Instance >= 0),
    AllocatedCores INTEGER NOT NULL CHECK (AllocatedCores >= 0),
    AllocatedNodes TEXT NOT NULL,
    NextSubTaskId INTEGER NOT NULL CHECK (NextSubTaskId >= 1),
    UnexpandedState INTEGER NOT NULL CHECK (UnexpandedState BETWEEN 0 AND 1024 AND UnexpandedState & (UnexpandedState - 1) = 0),
    PRIMARY KEY (JobId, TaskId, SubTaskId),
    CONSTRAINT PropertiesOfTaskOnly CHECK ((SubTaskId = 0) = (Properties IS NOT NULL)),
    CONSTRAINT DeadlineIfStopping CHECK (StopPhase = 0 OR Deadline IS NOT NULL)
) STRICT, WITHOUT ROWID;
