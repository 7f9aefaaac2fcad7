using HpcScheduler.Core.Records;
using HpcScheduler.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace HpcScheduler.Storage.Rows;

/// <summary>Reads and writes the table JobTemplate.</summary>
internal sealed class JobTemplateRows(SqliteConnection connection, JsonText json) : IDisposable
{
    private const string Columns = "Name, Description, CreateTime, ChangeTime, Items, JobEnv, Acl";

    private readonly Statement _read = new(connection, $"SELECT {Columns} FROM JobTemplate ORDER BY Name");

    private readonly Statement _write = new(connection, $"INSERT OR REPLACE INTO JobTemplate ({Columns}) VALUES (?, ?, ?, ?, ?, ?, ?)");

    private readonly Statement _delete = new(connection, "DELETE FROM JobTemplate WHERE Name = ?");

    public List<JobTemplateRecord> ReadAll() => _read.ReadAll(row => new JobTemplateRecord
    {
        Name = row.Text(),
        Description = row.Text(),
        CreateTime = row.Time(),
        ChangeTime = row.Time(),
        Items = JsonText.ReadItems(row.Utf8()),
        JobEnv = json.ReadNodes(row.Utf8()),
        Acl = row.Text(),
    });

    public void Write(JobTemplateRecord template) => _write
        .Add(template.Name)
        .Add(template.Description)
        .Add(template.CreateTime)
        .Add(template.ChangeTime)
        .AddText(json.Write(template.Items))
        .AddText(json.Write(template.JobEnv))
        .Add(template.Acl)
        .Run();

    public void Delete(string name) => _delete.Add(name).Run();

    public void Dispose()
    {
        _read.Dispose();
        _write.Dispose();
        _delete.Dispose();
    }
}
