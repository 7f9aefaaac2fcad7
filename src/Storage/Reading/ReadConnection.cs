using HpcScheduler.Core.Records;
using HpcScheduler.Storage.Rows;
using HpcScheduler.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace HpcScheduler.Storage.Reading;

/// <summary>
/// A connection that cannot write, with the statements it has prepared so far. Used by one thread at a time.
/// </summary>
internal sealed class ReadConnection : IDisposable
{
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);
    private readonly SqliteConnection _connection;
    private readonly JsonText _json = new();

    public ReadConnection(string path)
    {
        _connection = StoreFile.OpenForReading(path);
        Tasks = new(_connection, _json);
    }

    public TaskRows Tasks { get; }

    /// <summary>The statement for a text; texts are few, since values are parameters.</summary>
    public Statement Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
            _statements.Add(sql, statement = new(_connection, sql));
        return statement;
    }

    public JobRecord ReadJob(Statement row) => JobRows.Read(row, _json);

    /// <summary>Reads with all statements seeing the same commit.</summary>
    public T ReadTogether<T>(Func<ReadConnection, T> read)
    {
        Prepare("BEGIN").Run();
        var result = read(this);
        Prepare("COMMIT").Run();
        return result;
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        Tasks.Dispose();
        _json.Dispose();
        _connection.Dispose();
    }
}
