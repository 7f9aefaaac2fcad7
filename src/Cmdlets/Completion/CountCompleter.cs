namespace HpcScheduler.Cmdlets;

/// <summary>Suggests how a number of cores, sockets or nodes is written.</summary>
public sealed class CountCompleter() : WordCompleter(("1", "one"), ("1-4", "from one to four"), ("*", "computed from the tasks, of a job"));
