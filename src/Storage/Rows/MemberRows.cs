using HpcScheduler.Core.Records;
using HpcScheduler.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace HpcScheduler.Storage.Rows;

/// <summary>Reads and writes the table Member.</summary>
internal sealed class MemberRows(SqliteConnection connection) : IDisposable
{
    private readonly Statement _read = new(connection, "SELECT Name, Role FROM Member ORDER BY Name");

    private readonly Statement _write = new(connection, "INSERT OR REPLACE INTO Member (Name, Role) VALUES (?, ?)");

    private readonly Statement _delete = new(connection, "DELETE FROM Member WHERE Name = ?");

    public List<MemberRecord> Read() => _read.ReadAll(row => new MemberRecord(row.Text(), (UserRoles)row.Int()));

    public void Write(MemberRecord member) => _write.Add(member.Name).Add((int)member.Role).Run();

    public void Delete(string name) => _delete.Add(name).Run();

    public void Dispose()
    {
        _read.Dispose();
        _write.Dispose();
        _delete.Dispose();
    }
}
