-- Values of metrics in the past. A sample is written three times: as itself, and into the averages of its hour and its day, which so need no
-- work afterwards and outlive the samples.

CREATE TABLE MetricSample (
    -- 0: a sample, 1: the average of an hour, 2: of a day, both by UTC.
    Period INTEGER NOT NULL CHECK (Period BETWEEN 0 AND 2),
    -- When the sample was taken, or the hour or day began.
    Time INTEGER NOT NULL,
    Metric TEXT NOT NULL CHECK (length(Metric) > 0),
    -- Empty for the cluster.
    NodeName TEXT NOT NULL,
    Counter TEXT NOT NULL,
    Value REAL NOT NULL,
    -- How many samples it is the average of.
    Samples INTEGER NOT NULL CHECK (Samples >= 1),
    PRIMARY KEY (Period, Time, Metric, NodeName, Counter)
) STRICT, WITHOUT ROWID;

-- These had no value, and have one since there are samples.
DELETE FROM ClusterProperty
WHERE Value = '' AND Name IN ('CollectCounters', 'MinuteCounterRetention', 'HourCounterRetention', 'DayCounterRetention');
