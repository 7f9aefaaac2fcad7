using System.Text;
using CsCheck;

namespace HpcScheduler.Fuzz;

/// <summary>Job, task and job template files that are nearly right, in several encodings, and files that are none.</summary>
internal static class HostileXml
{
    private static readonly Gen<string> Number = HostileText.Of("1", "2", "4", "0", "-1", "2147483647", " 3 ", "1.0", "0x1");
    private static readonly Gen<string> Truth = HostileText.Of("true", "false", "1", "0", "True", " true ", "yes");
    private static readonly Gen<string> Times = HostileText.Of("2026-01-01T00:00:00", "2026-03-01T12:00:00Z", "0001-01-01T00:00:00", "9999-12-31T23:59:59+14:00", "1/2/2026", "0001-01-01T00:00:00+14:00");
    private static readonly Gen<string> Names = HostileText.Of("node", "node,alpha", "alpha,,beta", "a", "b");

    private static readonly (string Name, Gen<string> Value)[] OfJob =
    [
        ("Name", HostileText.Of("a job", "x")), ("Project", HostileText.Of("project")), ("JobTemplate", HostileText.Of("Default", "other")), ("Priority", HostileText.Of("Normal", "Highest-3", "2000")),
        ("UnitType", HostileText.Of("Core", "Socket", "Node", "Gpu", "core")), ("AutoCalculateMin", Truth), ("AutoCalculateMax", Truth), ("MinCores", Number), ("MaxCores", Number),
        ("MinSockets", Number), ("MaxNodes", Number), ("MinGpus", Number), ("MinimumNumberOfProcessors", Number), ("RuntimeSeconds", Number), ("Runtime", HostileText.Of("1:0", "Infinite", "30")),
        ("RunUntilCanceled", Truth), ("IsExclusive", Truth), ("SingleNode", Truth), ("RequestedNodes", Names), ("NodeGroups", HostileText.Of("some", "ComputeNodes,some")),
        ("NodeGroupOp", HostileText.Of("Union", "Uniform", "Intersect", "NA")), ("OrderBy", HostileText.Of("Cores", "Cores,-Memory")), ("MinMemory", Number), ("MaxMemory", Number),
        ("MinCoresPerNode", Number), ("MaxCoresPerNode", Number), ("EstimatedProcessMemory", Number), ("FailOnTaskFailure", Truth), ("FailDependentTasks", Truth),
        ("TaskExecutionFailureRetryLimit", Number), ("JobValidExitCodes", HostileWords.ExitCodes), ("SoftwareLicense", HostileWords.Licenses), ("ParentJobIds", HostileText.Of("1", "1,2", "2,2", "99")),
        ("HoldUntil", Times), ("NotifyOnStart", Truth), ("EmailAddress", HostileText.Of("a@b")), ("Version", HostileText.Of("3.000", "2.0", "4.999", "5", "1e1")), ("name", HostileText.Of("other")),
    ];

    private static readonly (string Name, Gen<string> Value)[] OfTask =
    [
        ("CommandLine", HostileText.Of("echo", "echo *")), ("Name", HostileText.Of("a", "b")), ("Type", HostileText.Of("Basic", "ParametricSweep", "Service", "NodePrep", "NodeRelease")), ("IsParametric", Truth),
        ("WorkDirectory", HostileText.Of("/tmp", "rel")), ("StdInFilePath", HostileText.Of("in")), ("Stdout", HostileText.Of("out.*")), ("MinCores", Number), ("MaxCores", Number), ("MinNodes", Number),
        ("RequiredNodes", Names), ("DependsOn", Names), ("Depend", Names), ("IsExclusive", Truth), ("IsRerunnable", Truth), ("StartValue", Number), ("EndValue", Number), ("IncrementValue", Number),
        ("RuntimeSeconds", Number), ("Runtime", HostileText.Of("1:0", "30")), ("TaskValidExitCodes", HostileWords.ExitCodes), ("FailJobOnFailure", Truth), ("FailJobOnFailureCount", Number),
        ("GroupId", HostileText.Of("1", "2", "3", "-1")), ("Version", HostileText.Of("3.000", "9")),
    ];

    private static readonly (string Name, Gen<string> Value)[] OfItem =
    [
        ("PropertyName", HostileWords.Of("PropertyName")), ("Default", HostileWords.Of("Default")), ("MinVal", Number), ("MaxVal", Number), ("ValueRange", HostileWords.Of("ValueRange")),
        ("RequiredValues", HostileWords.Of("ValueRange")), ("ReadOnly", Truth),
    ];

    private static readonly Gen<string> Values = NamedValues("EnvironmentVariables", "Variable", HostileText.Of("A", "PATH", "X_1", "", "a=b"));
    private static readonly Gen<string> Terms = Gen.OneOf(NamedValues("ExtendedTerms", "Term", HostileText.Of("a", "b", "A", "GPUJob")), NamedValues("CustomProperties", "Term", HostileText.Of("a", "c")));
    private static readonly Gen<string> Inside = Gen.OneOf(Values, Terms, Gen.Const(""), Gen.Const("<x><y/></x>"), Gen.Const("text"));
    private static readonly Gen<string> Task = Element("Task", OfTask, Inside, always: 1);

    private static readonly Gen<string> Groups = Gen.Select(Gen.Int[0, 4], Gen.Int[0, 4], (parent, child) => $"<Parent GroupId=\"{parent}\"><Child GroupId=\"{child}\"/></Parent>")
        .Array[0, 4].Select(parents => $"<Dependencies>{string.Concat(parents)}</Dependencies>");

    private static readonly Gen<string> Job = Element(
        "Job", OfJob, Gen.Select(Inside, Groups, Task.Array[0, 4], Gen.Bool, (values, groups, tasks, isGrouped) => $"{values}{(isGrouped ? groups : "")}<Tasks>{string.Concat(tasks)}</Tasks>"), always: 0);

    private static readonly Gen<string> Template = Element(
        "JobTemplate", [("Name", HostileText.Of("night")), ("Description", HostileText.Of("at night")), ("CreateTime", Times)],
        Gen.Select(Element("TemplateItem", OfItem, Gen.Const(""), always: 2).Array[0, 4], Values, (items, values) => string.Concat(items) + values), always: 2);

    private static readonly string[] Heads =
    [
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>", "<?xml version=\"1.0\" encoding=\"utf-16\"?>", "<?xml version=\"1.1\"?>", "<?xml version=\"1.0\" encoding=\"x\"?>", "\ufeff", "<!-- - -->", "<?x y?>",
        "<!DOCTYPE Job [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>", "<!DOCTYPE Job SYSTEM \"file:///etc/passwd\">", " ",
    ];

    private static readonly string[] OddFiles =
    [
        "", " ", "<", "<Job", "<Job/><Job/>", "<Task/>", "<a/>", "</Job>", "<Job></Task>", Deep(60), Deep(70), Deep(50_000), "<Job a='1' a='2'/>", "<Job xmlns:x='y' x:Name='z'/>", "<Job xmlns='y'/>",
        "<Job Name='&#0;'/>", "<Job Name='&#xD800;'/>", "<Job Name='&x;'/>", "<Job><![CDATA[", "<Job>]]></Job>", "{}",
    ];

    private static readonly Encoding[] Encodings = [new UTF8Encoding(false), Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32, Encoding.Latin1];

    /// <summary>Job files.</summary>
    public static Gen<byte[]> JobFiles { get; } = File(Job);

    /// <summary>Task files.</summary>
    public static Gen<byte[]> TaskFiles { get; } = File(Gen.Frequency((3, Task), (1, Job)));

    /// <summary>Job template files.</summary>
    public static Gen<byte[]> TemplateFiles { get; } = File(Template);

    private static Gen<byte[]> File(Gen<string> documents)
    {
        var headed = Gen.Select(Gen.OneOf(Heads), documents, (head, document) => head + document);
        var texts = Gen.Frequency((10, documents), (2, headed), (4, HostileText.Worse(documents)), (1, Gen.OneOf(OddFiles)));
        return Gen.Select(texts, Gen.Frequency((20, Gen.Const(0)), (1, Gen.Int[0, Encodings.Length - 1])), (text, encoding) => Encodings[encoding].GetBytes(text));
    }

    // Every attribute is there seldom, but for so many at the beginning, which are there often.
    private static Gen<string> Element(string name, (string Name, Gen<string> Value)[] attributes, Gen<string> inside, int always)
    {
        var all = Gen.Const("");
        for (var i = 0; i < attributes.Length; i++)
        {
            var (attribute, value) = attributes[i];
            var text = value.Select(content => $" {attribute}=\"{Escape(content)}\"");
            all = Gen.Select(all, Gen.Frequency((i < always ? 20 : 1, text), (i < always ? 1 : attributes.Length / 2, Gen.Const(""))), string.Concat);
        }

        return Gen.Select(all, inside, (open, content) => $"<{name}{open}>{content}</{name}>");
    }

    private static Gen<string> NamedValues(string element, string kind, Gen<string> names) =>
        Gen.Select(names, HostileText.Of("1", " b ", "", "x;y"), Gen.OneOf("", " xml:space=\"preserve\""), (name, value, space) =>
                $"<{kind}><Name>{Escape(name)}</Name><Value{space}>{Escape(value)}</Value></{kind}>")
            .Array[0, 3].Select(values => $"<{element}>{string.Concat(values)}</{element}>");

    private static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var letter in text)
        {
            if (letter is '<' or '&' or '"' or '\n' or '\r' or '\t')
                escaped.Append($"&#{(int)letter};");
            else if (letter >= ' ' && !char.IsSurrogate(letter) && letter < '\ufffe')
                escaped.Append(letter);
            else if (char.IsSurrogate(letter))
                escaped.Append("&#x1F600;");
            else
                escaped.Append(' ');
        }

        return escaped.ToString();
    }

    private static string Deep(int depth) => $"<Job>{string.Concat(Enumerable.Repeat("<x>", depth))}{string.Concat(Enumerable.Repeat("</x>", depth))}</Job>";
}
