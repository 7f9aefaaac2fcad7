using System.Text;
using CsCheck;
using HpcScheduler.Conformance;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;
using HpcScheduler.Execution.Local;
using HpcScheduler.Host;
using HpcScheduler.Host.Handlers;
using HpcScheduler.Protocol;
using static HpcScheduler.Fuzz.Giving;
using Spec = HpcScheduler.Execution.Local.Spec;

namespace HpcScheduler.Fuzz;

/// <summary>Files: those that users hand in, and those of attempts, which a crash or a full disk may have torn.</summary>
internal static class FileTargets
{
    private const string Path = "file";

    private static readonly HostFolder Folder = new("/scheduler");

    private static readonly Attempt Adopted = new() { Key = new(new(1, 1), 1), CommandLine = "true", Environment = [], Stdin = "in" };

    public static readonly Gen<byte[]> Identities = Bytes(HostileText.Of("claimed\n", "5ca1ab1e-0000-0000-0000-000000000000 4194999 12\n", "a 5000000 1\n", "a 1 1\n", "a 0 0\n", "a 2 9223372036854775807\n", "  \n"));

    public static readonly Gen<byte[]> Specs = Bytes(HostileText.Of("# boot 5000000 12 \nset --\n", "# boot 5000000 12 /cg/hpcscheduler-1/2\n", "# \n", "#\n", "# a b c d e f\n"));

    public static readonly Gen<byte[]> Exits = Bytes(HostileText.Of("0\n", "137\n", "killed\n", "lost It is gone.\n", "workdir sh: 1: cd: no\n", "stdin attempt: 3: x\n", "stdout \n", "stderr\n", "spec\n", "-1\n", "2147483648\n", " \n"));

    public static readonly Target[] All =
    [
        new Target<byte[]>("Job files", HostileXml.JobFiles, bytes => One(() => Job(bytes)), Text) { Portion = RequestTargets.Heavy },
        new Target<byte[]>("Task files", HostileXml.TaskFiles, bytes => One(() => Task(bytes)), Text) { Portion = RequestTargets.Heavy },
        new Target<byte[]>("Job template files", HostileXml.TemplateFiles, bytes => One(() => Template(bytes)), Text) { Portion = RequestTargets.Heavy },
        new Target<byte[]>("Identities of attempts", Identities, bytes => Half(ProcessIdentity.Parse(bytes) is { } identity && Identity(identity)), Text),
        new Target<byte[]>("Specs of attempts", Specs, bytes => Half(Spec.Read(bytes) is { ControlGroup: not null } or { Runner: not null }), Text),
        new Target<byte[]>("Exit files of attempts", Exits, Exit, Text),
        new Target<(string, string, string)>(
            "Specs written and read", Gen.Select(HostileText.Any, HostileText.Any, HostileText.Of("", "/cg/hpcscheduler-1/2")), texts => One(() => Written(texts)), texts => Show(texts.ToString())),
    ];

    private static string Text(byte[] bytes) => Show(Encoding.UTF8.GetString(bytes));

    private static Gen<byte[]> Bytes(Gen<string> texts) => Gen.Frequency(
        (6, texts.Select(Encoding.UTF8.GetBytes)), (2, texts.Select(Encoding.Latin1.GetBytes)), (1, texts.Select(Encoding.Unicode.GetBytes)), (1, Gen.Byte.Array[0, 40]));

    private static Tally Half(bool isAccepted) => new(1, isAccepted ? 1 : 0);

    private static bool Identity(ProcessIdentity identity)
    {
        Require(identity.Pid > 1 && identity.NotBefore >= 0, $"{identity} can be nobody.");
        Require(ProcessIdentity.Parse(Encoding.UTF8.GetBytes($"{identity.BootId} {identity.Pid} {identity.NotBefore}\n")) == identity, $"{identity} is written and read as another.");
        return true;
    }

    // As the attempt's folder reads it.
    private static Tally Exit(byte[] bytes)
    {
        if (bytes is not [.. var text, (byte)'\n'])
            return new(1, 0);
        var end = ExitWord.Read(Encoding.UTF8.GetString(text).TrimEnd('\n'), Adopted, "/work", killAsked: text.Length % 2 == 0, DateTimeOffset.UnixEpoch);
        Require(end.Outcome == AttemptOutcome.Exited == (end.ExitCode is not null && end.Message.Length == 0), $"{end} says nothing of its code.");
        return new(1, end.Message.Contains("cannot be understood", StringComparison.Ordinal) ? 0 : 1);
    }

    private static void Written((string Work, string Command, string Group) texts)
    {
        var attempt = Adopted with { CommandLine = texts.Command, Stdout = texts.Work, Environment = [new("A", texts.Work)] };
        var identity = new ProcessIdentity("boot", 5_000_000, 12);
        var group = texts.Group.StartsWith("/cg/hpcscheduler-1/", StringComparison.Ordinal) ? "/cg/hpcscheduler-1/2" : null;
        var (runner, read) = Spec.Read(Encoding.UTF8.GetBytes(Spec.Head(identity, group) + Spec.Write(attempt, texts.Work, new AttemptFolder("/attempts", attempt.Key), owner: null, hostFile: null)));
        Require(runner == identity && read == group, $"It is read as {runner} in '{read}'.");
        if (texts.Group.Length > 0 && group is null)
            throw new SchedulerException(SchedulerErrors.BadRequest, null, "it has another group");
    }

    private static void Task(byte[] bytes)
    {
        var task = TaskXmlReader.Read(new MemoryStream(bytes), Path);
        if (task.CommandLine is null)
            return;
        var (_, tasks) = Make(new JobFileContent(new JobProperties(), [task]), out var job);
        var written = Write(stream => TaskXmlWriter.Write(stream, Path, TaskView.Of(tasks[0], job, Folder)));
        var again = TaskXmlReader.Read(new MemoryStream(written), Path);
        var (_, others) = Make(new JobFileContent(new JobProperties(), [again]), out var other);
        Same(written, Write(stream => TaskXmlWriter.Write(stream, Path, TaskView.Of(others[0], other, Folder))));
    }

    private static void Template(byte[] bytes)
    {
        var content = JobTemplateXmlReader.Read(new MemoryStream(bytes), Path);
        var scheduler = new Scheduler();
        var template = scheduler.Turn((core, caller) => core.Handle(new ImportJobTemplate("new", content.Description, content.Items, content.JobEnv, false), caller));
        var written = Write(stream => JobTemplateXmlWriter.Write(stream, Path, JobTemplateView.Of(template, Folder)));
        var again = JobTemplateXmlReader.Read(new MemoryStream(written), Path);
        var other = scheduler.Turn((core, caller) => core.Handle(new ImportJobTemplate("new", again.Description, again.Items, again.JobEnv, true), caller));
        RecordAssert.Same(template with { ChangeTime = other.ChangeTime }, other);
    }

    private static void Job(byte[] bytes)
    {
        var content = JobXmlReader.Read(new MemoryStream(bytes), Path);
        var (scheduler, tasks) = Make(content, out var job);
        var written = Write(stream => JobXmlWriter.Write(stream, Path, JobView.Of(job, Folder), tasks.Select(task => TaskView.Of(task, job, Folder))));
        var again = JobXmlReader.Read(new MemoryStream(written), Path);
        var (_, others) = Make(again, out var other);
        Same(written, Write(stream => JobXmlWriter.Write(stream, Path, JobView.Of(other, Folder), others.Select(task => TaskView.Of(task, other, Folder)))));
        scheduler.Turn((core, caller) => core.Handle(new SubmitJob(job.Id), caller));
        scheduler.Rest();
    }

    private static byte[] Write(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }

    private static void Same(byte[] first, byte[] second) =>
        Require(first.AsSpan().SequenceEqual(second), $"What was written as {Text(first)} is read and written as {Text(second)}.");

    private static (Scheduler Scheduler, IReadOnlyList<TaskRecord> Tasks) Make(JobFileContent content, out JobRecord job)
    {
        var scheduler = new Scheduler();
        var id = scheduler.Turn((core, caller) => core.Handle(new NewJob(content.Properties, content.Tasks.Count == 0 ? null : content.Tasks), caller)).Id;
        job = scheduler.Store.FindJob(id)!;
        return (scheduler, [.. scheduler.Store.ListTasks(id, null, null, null)]);
    }
}
