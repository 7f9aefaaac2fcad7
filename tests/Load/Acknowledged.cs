using System.Collections.Concurrent;

namespace HpcScheduler.Load;

/// <summary>What a host has acknowledged of the clients' jobs, by the names that clients gave them, and what is to be found of it in the end.</summary>
internal sealed class Acknowledged
{
    private readonly ConcurrentDictionary<string, Expected> _jobs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _uncertain = new(StringComparer.Ordinal);

    /// <summary>What is to be found of a job; a null <paramref name="State"/> for nothing.</summary>
    public sealed record Expected(int Id, JobState? State, int Tasks, string Message = "", int Requeues = 0);

    /// <summary>How many jobs it knows of.</summary>
    public int Count => _jobs.Count;

    /// <summary>A job is now to be found so.</summary>
    public void Expect(string name, Expected job) => _jobs[name] = job;

    /// <summary>A request about a job had no answer, so nobody knows what is to be found of it.</summary>
    public void Forget(string name) => _uncertain[name] = true;

    /// <summary>Compares with the jobs that there are in the end.</summary>
    public Findings Compare(IReadOnlyList<HpcJob> jobs, IReadOnlyList<string> notes)
    {
        var found = jobs.ToLookup(job => job.Name, StringComparer.Ordinal);
        var (lost, doubled, stuck) = (new List<string>(), new List<string>(), new List<string>());
        var notesOf = notes.ToLookup(note => note, StringComparer.Ordinal);
        foreach (var (name, expected) in _jobs.Where(job => !_uncertain.ContainsKey(job.Key)))
        {
            var those = found[name].ToList();
            if (those.Count > 1)
                doubled.Add($"{name}: jobs {string.Join(", ", those.Select(job => job.Id))}");
            else if (expected.State is null && those.Count == 1)
                lost.Add($"{name}: the removal of job {expected.Id}, which is {those[0].State}");
            else if (expected.State is { } state && those.Count == 0)
                lost.Add($"{name}: job {expected.Id}");
            else if (those is [var job])
                Compare(name, job, expected);
        }

        foreach (var name in found.Select(group => group.Key).Where(name => name.StartsWith(Script.Prefix, StringComparison.Ordinal)))
        {
            if (!_jobs.ContainsKey(name) && !_uncertain.ContainsKey(name))
                doubled.Add($"{name}: a job that nobody was told of");
        }

        return new Findings(lost, doubled, stuck);

        void Compare(string name, HpcJob job, Expected expected)
        {
            // One that waits in the queue may have had its turn.
            var isAsExpected = expected.State == JobState.Queued
                ? job.State is JobState.Queued or JobState.Running or JobState.Finishing or JobState.Finished
                : job.State == expected.State;
            if (!isAsExpected && job.State is not (JobState.Finished or JobState.Failed or JobState.Canceled or JobState.Configuring))
                stuck.Add($"{name}: job {job.Id} is {job.State}");
            else if (!isAsExpected || job.TaskCount != expected.Tasks || job.ErrorMessage != expected.Message || job.RequeueCount != expected.Requeues)
                lost.Add($"{name}: {expected}, but it is {job.State} with {job.TaskCount} tasks, '{job.ErrorMessage}', queued again {job.RequeueCount} times");
            if (expected.State != JobState.Finished)
                return;
            for (var task = 1; task <= expected.Tasks; task++)
            {
                var times = notesOf[$"{name}.{task}"].Count();
                if (times == 0)
                    lost.Add($"{name}: task {task} did not run");
                else if (times > 1)
                    doubled.Add($"{name}: task {task} ran {times} times");
            }
        }
    }

    /// <summary>What is not as it was acknowledged, a sentence each.</summary>
    public sealed record Findings(IReadOnlyList<string> Lost, IReadOnlyList<string> Doubled, IReadOnlyList<string> Stuck);
}
