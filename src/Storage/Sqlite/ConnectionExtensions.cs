using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace HpcScheduler.Storage.Sqlite;

/// <summary>Short ways to run statements that are used once and so are not worth keeping.</summary>
internal static class ConnectionExtensions
{
    /// <summary>Runs all statements of a text.</summary>
    public static void Execute(this SqliteConnection connection, string sql) =>
        SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(connection.Handle!, sql), connection.Handle!);

    /// <summary>Ends a transaction without writing. SQLite has done so by itself after some errors.</summary>
    public static void RollBack(this SqliteConnection connection)
    {
        if (raw.sqlite3_get_autocommit(connection.Handle!) == 0)
            connection.Execute("ROLLBACK");
    }

    public static long ReadNumber(this SqliteConnection connection, string sql)
    {
        using var statement = new Statement(connection, sql);
        return statement.ReadFirst(row => row.Long());
    }

    public static string ReadText(this SqliteConnection connection, string sql)
    {
        using var statement = new Statement(connection, sql);
        return statement.ReadFirst(row => row.Text()) ?? "";
    }

    /// <summary>Sets a pragma of the connection and makes sure that it holds, since SQLite passes over what it cannot do.</summary>
    public static void Set(this SqliteConnection connection, string pragma, string value, string expected)
    {
        connection.Execute($"PRAGMA {pragma} = {value}");
        var actual = connection.ReadText($"PRAGMA {pragma}");
        if (actual != expected)
            throw new IOException(string.Create(CultureInfo.InvariantCulture, $"{pragma} is {actual} and cannot be made {value}"));
    }
}
