using System.Text;
using System.Xml;

namespace HpcScheduler;

/// <summary>
/// An XML file that is read from front to back. It may come from anywhere: document types, entities and other files are not looked at, and
/// its length and depth have limits. Every fault is an error that names the file and the place.
/// </summary>
internal sealed class XmlInput
{
    private const long MaxCharacters = 256L * 1024 * 1024;
    private const int MaxDepth = 64;
    private const string NamespaceOfDeclarations = "http://www.w3.org/2000/xmlns/";

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxCharacters,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    private readonly XmlReader _reader;
    private readonly string _path;

    private XmlInput(XmlReader reader, string path)
    {
        _reader = reader;
        _path = path;
    }

    /// <summary>The name of the element that was reached, without its namespace.</summary>
    public string Name => _reader.LocalName;

    /// <summary>Reads a file.</summary>
    /// <exception cref="SchedulerException">HpcFileNotReadable, HpcInvalidXml.</exception>
    public static TResult Read<TResult>(string path, Func<XmlInput, TResult> read)
    {
        using var stream = Open(path);
        return Read(stream, path, read);
    }

    /// <summary>Reads what a stream holds, to its end; the path is for errors.</summary>
    /// <exception cref="SchedulerException">HpcFileNotReadable, HpcInvalidXml.</exception>
    public static TResult Read<TResult>(Stream stream, string path, Func<XmlInput, TResult> read)
    {
        try
        {
            using var reader = XmlReader.Create(stream, Settings);
            var input = new XmlInput(reader, path);
            input.MoveToRoot();
            var result = read(input);
            input.MoveToEnd();
            return result;
        }
        catch (XmlException fault)
        {
            throw Invalid(path, fault.LineNumber, fault.LinePosition, FirstSentence(fault.Message), fault);
        }
        catch (IOException fault)
        {
            throw NotReadable(path, fault);
        }
    }

    /// <summary>The attributes of the element that was reached, in their order.</summary>
    public IEnumerable<XmlAttributeText> Attributes()
    {
        while (_reader.MoveToNextAttribute())
        {
            if (_reader.NamespaceURI != NamespaceOfDeclarations)
                yield return new(this, _reader.LocalName, _reader.Value);
        }

        _reader.MoveToElement();
    }

    /// <summary>
    /// Goes to each element below the one that was reached and gives its name. Whoever iterates reads what is in it, or leaves it.
    /// </summary>
    public IEnumerable<string> Children()
    {
        if (_reader.IsEmptyElement)
            yield break;
        var depth = _reader.Depth;
        while (Advance() && _reader.Depth > depth)
        {
            if (_reader.NodeType == XmlNodeType.Element && _reader.Depth == depth + 1)
                yield return _reader.LocalName;
        }
    }

    /// <summary>Goes to the next element of a name, however deep; false if there is none.</summary>
    public bool MoveTo(string name)
    {
        do
        {
            if (_reader.NodeType == XmlNodeType.Element && _reader.LocalName == name)
                return true;
        }
        while (Advance());
        return false;
    }

    /// <summary>The text in the element that was reached, and whether the file asks to keep its spaces.</summary>
    public (string Text, bool KeepsSpaces) Content()
    {
        var keepsSpaces = _reader.XmlSpace == XmlSpace.Preserve;
        if (_reader.IsEmptyElement)
            return ("", keepsSpaces);
        var text = new StringBuilder();
        var depth = _reader.Depth;
        while (Advance() && _reader.Depth > depth)
        {
            if (_reader.Depth == depth + 1 && _reader.HasValue)
                text.Append(_reader.Value);
        }

        return (text.ToString(), keepsSpaces);
    }

    /// <summary>The error that what was reached is not allowed.</summary>
    public SchedulerException Refuse(string why)
    {
        var place = (IXmlLineInfo)_reader;
        return Invalid(_path, place.LineNumber, place.LinePosition, why, null);
    }

    private void MoveToRoot()
    {
        while (_reader.NodeType != XmlNodeType.Element && Advance())
        {
        }
    }

    private void MoveToEnd()
    {
        while (Advance())
        {
        }
    }

    private bool Advance()
    {
        var isThere = _reader.Read();
        if (_reader.Depth > MaxDepth)
            throw Refuse($"elements are nested more than {MaxDepth} deep");
        return isThere;
    }

    private static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw NotReadable(path, fault);
        }
    }

    private static SchedulerException NotReadable(string path, Exception fault)
    {
        var why = fault switch
        {
            FileNotFoundException or DirectoryNotFoundException => "it does not exist",
            UnauthorizedAccessException when Directory.Exists(path) => "it is a folder",
            UnauthorizedAccessException => "access is denied",
            ArgumentException => "it is not a path",
            _ => fault.Message.TrimEnd('.'),
        };
        return new(SchedulerErrors.FileNotReadable, path, SchedulerErrors.FileNotReadable.Format(path, why), fault);
    }

    // The parser does not tell the place of every fault.
    private static SchedulerException Invalid(string path, int line, int position, string why, Exception? fault)
    {
        var place = line > 0 ? $"line {line}, position {position}: " : "";
        return new(SchedulerErrors.InvalidXml, path, SchedulerErrors.InvalidXml.Format(path, place + why), fault);
    }

    // What follows repeats the place, or tells programmers how to switch a limit off.
    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? message.TrimEnd('.') : message[..end];
    }
}
