using System.Text.RegularExpressions;

namespace HpcScheduler.Unit.Core;

/// <summary>Each row of the two tables of the reference (sections 2.2 and 2.3) has a test whose name begins with the row's.</summary>
public sealed partial class TransitionRowsTests
{
    private const int JobRows = 37;
    private const int TaskRows = 27;

    /// <summary>The rows that nothing here has yet, and why.</summary>
    private static readonly Dictionary<string, string> NotBuilt = new()
    {
        ["J11"] = "the activation filter",
    };

    private static readonly IReadOnlyList<string> Rows =
    [
        .. Enumerable.Range(1, JobRows).Select(number => $"J{number}"),
        .. Enumerable.Range(1, TaskRows).Select(number => $"T{number}"),
    ];

    private static readonly HashSet<string> Tested = [.. typeof(TransitionRowsTests).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods())
        .Where(method => method.IsDefined(typeof(FactAttribute), inherit: true))
        .Select(method => RowName().Match(method.Name))
        .Where(match => match.Success)
        .Select(match => match.Groups[1].Value)];

    [Fact]
    public void Every_row_has_a_test_or_a_reason_why_not() => Assert.Equal(Rows.Order(), Tested.Concat(NotBuilt.Keys).Order());

    [GeneratedRegex("^([JT][0-9]+)_")]
    private static partial Regex RowName();
}
