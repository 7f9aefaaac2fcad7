using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace HpcScheduler.Storage.Sqlite;

/// <summary>
/// A prepared statement, kept for the life of its connection. Values are added in the order of the parameters and read in the
/// order of the columns. It stands on SQLite's own calls: a command object would box every number and look every parameter up by
/// name, which costs more than SQLite itself when a hundred thousand rows are written.
/// </summary>
internal sealed class Statement : IDisposable
{
    private const int ShortText = 256;

    private static readonly long FirstTime = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long LastTime = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    /// <summary>Which parameters have a value. SQLite keeps values from one use to the next, and most that may be NULL stay so.</summary>
    private readonly bool[] _hasValue;
    private int _parameter;
    private int _column;

    public Statement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_database, sql, out _statement), _database);
        _hasValue = new bool[raw.sqlite3_bind_parameter_count(_statement)];
    }

    public Statement Add(long value)
    {
        _hasValue[_parameter] = true;
        Check(raw.sqlite3_bind_int64(_statement, ++_parameter, value));
        return this;
    }

    public Statement Add(double value)
    {
        _hasValue[_parameter] = true;
        Check(raw.sqlite3_bind_double(_statement, ++_parameter, value));
        return this;
    }

    public Statement Add(long? value) => value is { } number ? Add(number) : AddNull();

    public Statement Add(bool value) => Add(value ? 1L : 0L);

    public Statement Add(DateTimeOffset value) => Add(value.ToUnixTimeMilliseconds());

    public Statement Add(DateTimeOffset? value) => value is { } time ? Add(time) : AddNull();

    public Statement Add(string? value)
    {
        if (value is null)
            return AddNull();
        if (value.Length > ShortText)
            return AddText(Encoding.UTF8.GetBytes(value));
        Span<byte> bytes = stackalloc byte[ShortText * 3];
        return AddText(bytes[..Encoding.UTF8.GetBytes(value, bytes)]);
    }

    /// <summary>Adds a text that is UTF-8 already.</summary>
    public Statement AddText(ReadOnlySpan<byte> utf8)
    {
        _hasValue[_parameter] = true;

        // An empty span has no address, which SQLite would take for NULL.
        Check(utf8.IsEmpty
            ? raw.sqlite3_bind_text(_statement, ++_parameter, "")
            : raw.sqlite3_bind_text(_statement, ++_parameter, utf8));
        return this;
    }

    /// <summary>Adds a text that is UTF-8 already, or NULL for an empty one.</summary>
    public Statement AddTextOrNull(ReadOnlySpan<byte> utf8) => utf8.IsEmpty ? AddNull() : AddText(utf8);

    public Statement AddNull()
    {
        if (_hasValue[_parameter])
            Check(raw.sqlite3_bind_null(_statement, _parameter + 1));
        _hasValue[_parameter++] = false;
        return this;
    }

    /// <summary>Goes to the next row. After the last, or an error, the statement is ready to be used anew.</summary>
    public bool Step()
    {
        _column = 0;
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW)
            return true;
        if (code == raw.SQLITE_DONE)
        {
            Reset();
            return false;
        }

        try
        {
            SqliteException.ThrowExceptionForRC(code, _database);
            return false;
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Runs a statement that gives no rows.</summary>
    public void Run()
    {
        while (Step())
        {
        }
    }

    /// <summary>All rows that are left. Whatever happens, the statement is ready to be used anew.</summary>
    public List<T> ReadAll<T>(Func<Statement, T> read)
    {
        var rows = new List<T>();
        try
        {
            while (Step())
                rows.Add(read(this));
            return rows;
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>The next row, or the default value if there is none. Whatever happens, the statement is ready to be used anew.</summary>
    public T? ReadFirst<T>(Func<Statement, T> read)
    {
        try
        {
            return Step() ? read(this) : default;
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Gives up the rows that are left, and with them the hold on the state they were read from.</summary>
    public void Reset()
    {
        _parameter = 0;
        _column = 0;

        // The result of a reset is that of the last step, which has been reported.
        _ = raw.sqlite3_reset(_statement);
    }

    public long Long() => raw.sqlite3_column_int64(_statement, _column++);

    public int Int() => raw.sqlite3_column_int(_statement, _column++);

    public double Double() => raw.sqlite3_column_double(_statement, _column++);

    public bool Bool() => Int() != 0;

    public int? IntOrNull() => Null() ? null : Int();

    public DateTimeOffset Time()
    {
        var milliseconds = Long();
        return milliseconds >= FirstTime && milliseconds <= LastTime
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw new InvalidDataException($"{milliseconds} is no time");
    }

    public DateTimeOffset? TimeOrNull() => Null() ? null : Time();

    public string Text()
    {
        var utf8 = Utf8();
        return utf8.IsEmpty ? "" : Encoding.UTF8.GetString(utf8);
    }

    public string? TextOrNull() => Null() ? null : Text();

    /// <summary>The bytes of a text, valid until the next step. Unlike a zero-terminated text, it may hold null characters.</summary>
    public ReadOnlySpan<byte> Utf8() => raw.sqlite3_column_blob(_statement, _column++);

    public void Dispose() => _statement.Dispose();

    /// <summary>Passes over a column that is NULL.</summary>
    private bool Null()
    {
        if (raw.sqlite3_column_type(_statement, _column) != raw.SQLITE_NULL)
            return false;
        _column++;
        return true;
    }

    private void Check(int code)
    {
        if (code == raw.SQLITE_OK)
            return;
        try
        {
            SqliteException.ThrowExceptionForRC(code, _database);
        }
        finally
        {
            Reset();
        }
    }
}
