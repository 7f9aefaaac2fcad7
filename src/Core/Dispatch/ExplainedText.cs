using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Dispatch;

/// <summary>How an explanation counts and names things.</summary>
internal static class ExplainedText
{
    private const int Shown = 3;

    /// <summary>So many of a unit.</summary>
    public static string Count(int number, JobUnitType unit) => Count(number, UnitRules.Word(unit));

    /// <summary>So many of something.</summary>
    public static string Count(int number, string what) => $"{number} {what}{(number == 1 ? "" : "s")}";

    /// <summary>What a job needs to start.</summary>
    public static string Need(JobRecord job) =>
        Count(job.MinUnits, UnitRules.Of(job.Properties)) + (job.Properties.SingleNode == true ? " on one node" : "");

    /// <summary>Jobs by their numbers, the first few of them.</summary>
    public static string Jobs(IReadOnlyCollection<int> ids) => (ids.Count == 1 ? "job " : "jobs ") + List(ids);

    /// <summary>The first few of some things.</summary>
    public static string List<T>(IReadOnlyCollection<T> items) =>
        string.Join(", ", items.Take(Shown)) + (items.Count > Shown ? " and others" : "");

    /// <summary>A clause as a sentence.</summary>
    public static string Sentence(string clause) => clause.Length == 0 ? "" : $"{char.ToUpperInvariant(clause[0])}{clause[1..]}.";
}
