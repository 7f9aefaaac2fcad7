using HpcScheduler.Storage;

namespace HpcScheduler.Host.Handlers;

/// <summary>Names that a user gave, of which some may be wildcards. None given lets every name pass.</summary>
internal sealed class NamePatterns
{
    private static readonly char[] Signs = ['*', '?', '['];

    private readonly IReadOnlyList<Wildcard>? _patterns;

    private NamePatterns(IReadOnlyList<Wildcard>? patterns) => _patterns = patterns;

    public static NamePatterns Read(IReadOnlyList<string>? names) => new(names is null ? null : [.. names.Select(name => new Wildcard(name))]);

    /// <summary>The names without wildcards that nothing has.</summary>
    public static IEnumerable<string> Missing(IReadOnlyList<string>? names, IEnumerable<string> there) =>
        (names ?? []).Where(name => name.IndexOfAny(Signs) < 0).Except(there, StringComparer.OrdinalIgnoreCase);

    public bool Match(string name) => _patterns is null || _patterns.Any(pattern => pattern.Matches(name));
}
