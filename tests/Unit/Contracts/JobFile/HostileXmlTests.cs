using System.Text;

namespace HpcScheduler.Unit.Contracts.JobFile;

/// <summary>Files that are no job files, and files made to do harm.</summary>
public sealed class HostileXmlTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("<")]
    [InlineData("J")]
    [InlineData("<?xml version='1.0'?>")]
    [InlineData("<Job")]
    [InlineData("<Job>")]
    [InlineData("<Job></job>")]
    [InlineData("<Job/><Job/>")]
    [InlineData("<Job/>and more")]
    [InlineData("<Job Name='a' Name='b'/>")]
    [InlineData("<Job Name=a/>")]
    [InlineData("<Job Name='&nbsp;'/>")]
    [InlineData("<Job Name='&#x1B;'/>")]
    [InlineData("<x:Job/>")]
    [InlineData("<?xml version='1.0' encoding='klingon'?><Job/>")]
    [InlineData("{ \"Job\": {} }")]
    public void A_file_that_is_no_XML_is_refused(string text)
    {
        Xml.WhyNoJob(text);
        Xml.WhyNot(() => Xml.Task(text));
    }

    [Theory]
    [InlineData("", "file: Root element is missing. Compare")]
    [InlineData("J", "file: line 1, position 1: Data at the root level is invalid. Compare")]
    [InlineData("<Job>\n<Tasks></Job>", "file: line 2, position 10: The 'Tasks' start tag on line 2 position 2 does not match")]
    [InlineData("<!DOCTYPE Job><Job/>", "file: For security reasons DTD is prohibited in this XML document. Compare")]
    public void The_place_is_named_where_there_is_one(string text, string why) =>
        Assert.Contains(why, Xml.WhyNoJob(text), StringComparison.Ordinal);

    [Fact]
    public void Entities_are_not_expanded()
    {
        var text = new StringBuilder("<!DOCTYPE Job [<!ENTITY e0 'ha'>");
        for (var i = 1; i < 30; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"<!ENTITY e{i} '&e{i - 1};&e{i - 1};&e{i - 1};'>");
        text.Append("]><Job Name='&e29;'/>");

        Assert.Contains("DTD", Xml.WhyNoJob(text.ToString()), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_files_are_not_read()
    {
        var other = Path.GetTempFileName();
        try
        {
            File.WriteAllText(other, "secret");
            var why = Xml.WhyNoJob($"<!DOCTYPE Job [<!ENTITY other SYSTEM '{new Uri(other)}'>]><Job><Name>&other;</Name></Job>");
            Assert.DoesNotContain("secret", why, StringComparison.Ordinal);
            Xml.WhyNoJob($"<!DOCTYPE Job SYSTEM '{new Uri(other)}'><Job/>");
        }
        finally
        {
            File.Delete(other);
        }
    }

    [Theory]
    [InlineData("a")]
    [InlineData("Tasks")]
    [InlineData("Job")]
    public void Deep_nesting_is_refused(string element)
    {
        const int depth = 100_000;
        var starts = string.Concat(Enumerable.Repeat($"<{element}>", depth));
        var ends = string.Concat(Enumerable.Repeat($"</{element}>", depth));
        var text = $"<Job>{starts}{ends}</Job>";

        Assert.Contains("elements are nested more than 64 deep", Xml.WhyNoJob(text), StringComparison.Ordinal);
        Assert.Contains("elements are nested more than 64 deep", Xml.WhyNot(() => Xml.Task(text)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_endless_file_is_given_up()
    {
        using var stream = new EndlessXml();
        var why = Xml.WhyNot(() => JobXmlReader.Read(stream, Xml.Path));
        Assert.Contains("limit", why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_that_fails_is_not_readable()
    {
        using var stream = new BrokenStream();
        var error = Assert.Throws<SchedulerException>(() => JobXmlReader.Read(stream, Xml.Path));
        Assert.Same(SchedulerErrors.FileNotReadable, error.Error);
        Assert.Contains("the disk is gone", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-8")]
    [InlineData("utf-32")]
    public void A_byte_order_mark_tells_the_encoding(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes("<Job Name='Größe 😀'/>")];
        using var stream = new MemoryStream(bytes);

        Assert.Equal("Größe 😀", JobXmlReader.Read(stream, Xml.Path).Properties.Name);
    }

    [Fact]
    public void Garbage_is_refused_and_nothing_worse()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        byte[] job = File.ReadAllBytes(Xml.Sample("Nightly.xml"));
        for (var i = 0; i < 2000; i++)
        {
            byte[] bytes = i % 2 == 0 ? new byte[random.Next(200)] : [.. job];
            if (i % 2 == 0)
                random.NextBytes(bytes);
            else
                Damage(bytes, random);
            try
            {
                using var stream = new MemoryStream(bytes);
                JobXmlReader.Read(stream, Xml.Path);
            }
            catch (SchedulerException error)
            {
                Assert.True(error.Error == SchedulerErrors.InvalidXml, $"Seed {seed}: {error.Message}");
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"Seed {seed}, file {i}", error);
            }
        }
    }

    private static void Damage(byte[] bytes, Random random)
    {
        for (var n = random.Next(1, 10); n > 0; n--)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
    }

    private sealed class EndlessXml : ReadOnlyStream
    {
        private static readonly byte[] Start = "<Job>"u8.ToArray();
        private static readonly byte[] Comment = Encoding.UTF8.GetBytes($"<!--{new string(' ', 32 * 1024)}-->");
        private byte[] _piece = Start;
        private int _offset;

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_offset == _piece.Length)
                (_piece, _offset) = (Comment, 0);
            var length = Math.Min(count, _piece.Length - _offset);
            _piece.AsSpan(_offset, length).CopyTo(buffer.AsSpan(offset));
            _offset += length;
            return length;
        }
    }

    private sealed class BrokenStream : ReadOnlyStream
    {
        public override int Read(byte[] buffer, int offset, int count) => throw new IOException("the disk is gone");
    }

    private abstract class ReadOnlyStream : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
