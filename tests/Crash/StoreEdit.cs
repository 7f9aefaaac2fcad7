using Microsoft.Data.Sqlite;

namespace HpcScheduler.Crash;

/// <summary>Changes a store while it has no host, as if the clock had been another when it was written.</summary>
internal static class StoreEdit
{
    /// <summary>Carries out statements.</summary>
    public static void Execute(TestHost host, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={host.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is the test's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>Puts every time of jobs and tasks back, which is to the next host as if the clock had been put forward; or the other way round.</summary>
    public static void PutBack(TestHost host, TimeSpan time)
    {
        string[] columns = ["CreateTime", "SubmitTime", "StartTime", "EndTime", "ChangeTime", "Deadline"];
        var milliseconds = (long)time.TotalMilliseconds;
        foreach (var table in (string[])["Job", "Task"])
        {
            foreach (var column in columns)
                Execute(host, FormattableString.Invariant($"UPDATE {table} SET {column} = {column} - {milliseconds}"));
        }
    }
}
