using System.Text;
using System.Xml;

namespace HpcScheduler;

/// <summary>An XML file that is written as it comes: UTF-8 without a byte order mark, indented.</summary>
internal sealed class XmlOutput : IDisposable
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        NewLineChars = "\n",
        NewLineHandling = NewLineHandling.Entitize,
    };

    private readonly XmlWriter _writer;
    private readonly string _path;
    private string _subject = "";

    /// <summary>Begins a file on a stream, which stays open; the path is for errors.</summary>
    public XmlOutput(Stream stream, string path)
    {
        _writer = XmlWriter.Create(stream, Settings);
        _path = path;
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    /// <summary>Begins an element.</summary>
    public void Start(string name) => _writer.WriteStartElement(name, JobXml.Namespace);

    /// <summary>Begins the element of a job or task, which errors name by its number.</summary>
    public void Start(string name, int number) => Start(name, $"{name} {number}");

    /// <summary>Begins an element that errors name as a subject.</summary>
    public void Start(string name, string subject)
    {
        _subject = subject;
        Start(name);
    }

    /// <summary>Ends the element begun last.</summary>
    public void End() => _writer.WriteEndElement();

    /// <summary>Writes an attribute of the element begun last.</summary>
    /// <exception cref="SchedulerException">HpcFileNotWritable: it has a character that is none in XML.</exception>
    public void Attribute(string name, string text) => _writer.WriteAttributeString(name, Checked(name, text));

    /// <summary>
    /// Writes an element with a text. Readers take off spaces around it, and drop it when it is empty, unless they are asked not to.
    /// </summary>
    /// <exception cref="SchedulerException">HpcFileNotWritable: it has a character that is none in XML.</exception>
    public void Text(string name, string text)
    {
        Start(name);
        if (text.Length == 0 || text.Length != text.Trim().Length)
            _writer.WriteAttributeString("xml", "space", null, "preserve");
        _writer.WriteString(Checked(name, text));
        End();
    }

    private string Checked(string name, string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i]))
                continue;
            if (i + 1 == text.Length || !XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
                throw NotInXml(name, text[i]);
            i++;
        }

        return text;
    }

    private SchedulerException NotInXml(string name, char character)
    {
        var why = $"{name} of {_subject} has the character U+{(int)character:X4}, which XML cannot hold";
        return new(SchedulerErrors.FileNotWritable, _path, _path, why);
    }
}
