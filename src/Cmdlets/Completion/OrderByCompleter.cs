namespace HpcScheduler.Cmdlets;

/// <summary>Suggests what nodes can be ordered by.</summary>
public sealed class OrderByCompleter() : WordCompleter(
    ("Cores", "nodes with most cores first"),
    ("-Cores", "nodes with fewest cores first"),
    ("Memory", "nodes with most memory first"),
    ("-Memory", "nodes with least memory first"));
