using System.Globalization;
using System.Reflection;

namespace HpcScheduler.Storage.Schema;

/// <summary>One step of the schema: the statements that lead from the version before to <paramref name="Version"/>.</summary>
/// <param name="Version">The version it leads to.</param>
/// <param name="Sql">Its statements.</param>
internal sealed record Migration(int Version, string Sql)
{
    /// <summary>All steps in their order, from the .sql files of this folder: the number before the underscore is the version.</summary>
    public static readonly IReadOnlyList<Migration> All = ReadAll();

    private static Migration[] ReadAll()
    {
        var assembly = typeof(Migration).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Select(name => Read(assembly, name))
            .OrderBy(migration => migration.Version)];
    }

    private static Migration Read(Assembly assembly, string name)
    {
        var file = name[(name.IndexOf(".Schema.", StringComparison.Ordinal) + ".Schema.".Length)..];
        var number = file[..file.IndexOf('_', StringComparison.Ordinal)];
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return new(int.Parse(number, CultureInfo.InvariantCulture), reader.ReadToEnd());
    }
}
