using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Policy;

/// <summary>
/// What jobs that lack units are to get in this round: first what is free on the nodes that they may use, then what running jobs are to give up
/// there. It is entered with those that give; what one job has been promised is not promised again.
/// </summary>
internal sealed class Claims(Ledger ledger)
{
    private readonly Dictionary<NodeEntry, Left> _left = [];

    /// <summary>Promises a job units on nodes that it may use: all on one node for a job that wants a single node.</summary>
    /// <param name="job">The job.</param>
    /// <param name="least">Fewer are of no use to it: then nothing is taken.</param>
    /// <param name="most">As many as it is given at most.</param>
    /// <param name="donors">Who gives, in this order.</param>
    /// <returns>What it is promised; null if it cannot have <paramref name="least"/>.</returns>
    public Promise? Claim(JobEntry job, int least, int most, IReadOnlyList<Donor> donors)
    {
        var isSingle = job.Record.Properties.SingleNode == true;
        IReadOnlyList<string> held = job.Record.AllocatedCores > 0 ? job.Record.AllocatedNodes : [];
        foreach (var set in NodeCandidates.Of(ledger, job).Sets)
        {
            // One that runs stays in its group, and on its node if it wants a single one.
            if (!held.All(name => set.Any(node => Is(node, name))))
                continue;
            var usable = set.Where(node => node.IsOnline && node.ExclusiveJobs == 0 && (!isSingle || held.Count == 0 || Is(node, held[0]))).ToList();
            foreach (var nodes in isSingle ? usable.Select(node => (IReadOnlyList<NodeEntry>)[node]) : [usable])
            {
                if (Gather(job, nodes, least, most, donors) is { } gathering)
                    return Keep(gathering);
            }
        }

        return null;
    }

    private Gathering? Gather(JobEntry job, IReadOnlyList<NodeEntry> nodes, int least, int most, IReadOnlyList<Donor> donors)
    {
        var unit = UnitRules.Of(job.Record.Properties);
        var gathering = new Gathering(unit);
        foreach (var node in nodes)
            gathering.Add(node, _left.GetValueOrDefault(node) ?? Left.Of(node));
        foreach (var donor in donors)
        {
            if (gathering.Units >= most)
                break;
            if (donor.Cores > 0 && donor.Job != job)
                gathering.TakeFrom(donor, most, ledger);
        }

        return gathering.Units < Math.Max(1, least) ? null : gathering.Use(most);
    }

    private Promise Keep(Gathering gathering)
    {
        foreach (var (node, left) in gathering.Nodes)
            _left[node] = left;
        foreach (var (donor, node, cores) in gathering.Given)
        {
            donor.Cores -= cores;
            var yield = donor.Job.Yield ??= new(StringComparer.OrdinalIgnoreCase);
            yield[node.Name] = yield.GetValueOrDefault(node.Name) + cores;
        }

        return new Promise(gathering.Cores, [.. gathering.Given.GroupBy(given => given.Donor.Job).Select(given => (given.Key, given.Sum(one => one.Cores)))]);
    }

    private static bool Is(NodeEntry node, string name) => node.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>What a job is promised.</summary>
    /// <param name="Cores">How many cores.</param>
    /// <param name="Givers">Who gives how many of them; the others are free.</param>
    internal sealed record Promise(int Cores, IReadOnlyList<(JobEntry Job, int Cores)> Givers);

    /// <summary>A running job that may give.</summary>
    internal sealed class Donor(JobEntry job, int cores)
    {
        public JobEntry Job { get; } = job;

        /// <summary>How many cores it may still give.</summary>
        public int Cores { get; set; } = cores;
    }

    // What of a node nobody has and nobody has been promised.
    private sealed record Left(int Cores, int Gpus)
    {
        public static Left Of(NodeEntry node) => new(Math.Max(0, node.FreeCores), node.FreeGpus);

        public int Units(JobUnitType unit, NodeEntry node)
        {
            var units = Cores / UnitRules.Cores(unit, node.Record);
            return unit switch
            {
                JobUnitType.Core => units,
                JobUnitType.Gpu => Math.Min(units, Gpus),
                _ => Math.Min(units, UnitRules.Available(unit, node.Record)),
            };
        }
    }

    private sealed class Gathering(JobUnitType unit)
    {
        public Dictionary<NodeEntry, Left> Nodes { get; } = [];

        public List<(Donor Donor, NodeEntry Node, int Cores)> Given { get; } = [];

        public long Units { get; private set; }

        public int Cores { get; private set; }

        public void Add(NodeEntry node, Left left)
        {
            Nodes.Add(node, left);
            Units += left.Units(unit, node);
        }

        // As much as makes up whole units, and no more than is missing.
        public void TakeFrom(Donor donor, int most, Ledger ledger)
        {
            var isGpu = UnitRules.Of(donor.Job.Record.Properties) == JobUnitType.Gpu;
            var may = donor.Cores;
            foreach (var share in donor.Job.Record.Shares)
            {
                if (Units >= most || may <= 0)
                    return;
                if (!ledger.Nodes.TryGetValue(share.Node, out var node) || !Nodes.TryGetValue(node, out var left))
                    continue;
                var promised = (donor.Job.Yield?.GetValueOrDefault(share.Node) ?? 0) + Given.Where(given => given.Donor.Job == donor.Job && given.Node == node).Sum(given => given.Cores);
                var there = Math.Min(may, share.Cores - promised);
                var (perUnit, perGpu) = (UnitRules.Cores(unit, node.Record), UnitRules.Cores(JobUnitType.Gpu, node.Record));
                var before = left.Units(unit, node);
                var wanted = (before + Math.Min(most - Units, int.MaxValue / 2)) * perUnit;
                var take = (int)Math.Clamp(wanted - left.Cores, 0, Math.Max(0, there));
                // Its graphics processors come with its cores.
                var after = new Left(left.Cores + take, left.Gpus + (isGpu ? (take + perGpu - 1) / perGpu : 0));
                if (take == 0)
                    continue;
                Nodes[node] = after;
                Units += after.Units(unit, node) - before;
                may -= take;
                Given.Add((donor, node, take));
            }
        }

        // Where something is given it is used first.
        public Gathering Use(int most)
        {
            var missing = (int)Math.Min(most, Units);
            foreach (var node in Given.Select(given => given.Node).Concat([.. Nodes.Keys]).Distinct())
            {
                if (missing <= 0)
                    break;
                var left = Nodes[node];
                var units = Math.Min(missing, left.Units(unit, node));
                missing -= units;
                var cores = units * UnitRules.Cores(unit, node.Record);
                Cores += cores;
                Nodes[node] = new Left(left.Cores - cores, left.Gpus - (unit == JobUnitType.Gpu ? units : 0));
            }

            return this;
        }
    }
}
