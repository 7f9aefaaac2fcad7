using System.Globalization;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Dispatch;

/// <summary>The nodes of a task as programs of MPI read them (scheduler reference, section 9).</summary>
internal static class HostFile
{
    /// <summary>The variable with the path of the file.</summary>
    public const string Variable = "CCP_MPI_HOSTFILE";

    // 1: name:cores, 2: name slots=cores, 3: name cores; anything else: names only.
    private const string Format = "CCP_MPI_HOSTFILE_FORMAT";

    /// <summary>Its text, a line for each node.</summary>
    /// <param name="shares">The cores of the task.</param>
    /// <param name="variables">Those of the task, later ones winning.</param>
    public static string Of(IReadOnlyList<NodeShare> shares, IEnumerable<KeyValuePair<string, string>> variables)
    {
        var between = variables.LastOrDefault(variable => variable.Key == Format).Value switch
        {
            "1" => ":",
            "2" => " slots=",
            "3" => " ",
            _ => null,
        };
        return string.Concat(shares.Select(share =>
            between is null ? $"{share.Node}\n" : string.Create(CultureInfo.InvariantCulture, $"{share.Node}{between}{share.Cores}\n")));
    }
}
