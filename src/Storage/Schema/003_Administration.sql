-- Who may use the scheduler beside the user that it belongs to.

CREATE TABLE Member (
    Name TEXT NOT NULL PRIMARY KEY CHECK (length(Name) > 0),
    -- User 1, Administrator 2, JobAdministrator 4, JobOperator 8; the sum of those that the member has.
    Role INTEGER NOT NULL CHECK (Role BETWEEN 1 AND 15)
) STRICT, WITHOUT ROWID;
