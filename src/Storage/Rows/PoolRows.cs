using HpcScheduler.Core.Records;
using HpcScheduler.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace HpcScheduler.Storage.Rows;

/// <summary>Reads and writes the table Pool.</summary>
internal sealed class PoolRows(SqliteConnection connection) : IDisposable
{
    private readonly Statement _read = new(connection, "SELECT Name, Weight FROM Pool ORDER BY Name");

    private readonly Statement _write = new(connection, "INSERT OR REPLACE INTO Pool (Name, Weight) VALUES (?, ?)");

    private readonly Statement _delete = new(connection, "DELETE FROM Pool WHERE Name = ?");

    public List<PoolRecord> ReadAll() => _read.ReadAll(row => new PoolRecord(row.Text(), row.Int()));

    public void Write(PoolRecord pool) => _write.Add(pool.Name).Add(pool.Weight).Run();

    public void Delete(string name) => _delete.Add(name).Run();

    public void Dispose()
    {
        _read.Dispose();
        _write.Dispose();
        _delete.Dispose();
    }
}
