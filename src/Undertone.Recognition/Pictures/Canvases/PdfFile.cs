using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Undertone.Recognition.Pictures.Canvases;

/// <summary>The objects of a PDF file of one page (ISO 32000-1).</summary>
internal sealed class PdfFile
{
    private const int Catalog = 1, Pages = 2, Page = 3;

    private readonly List<byte[]> _objects = [[], [], []];

    /// <summary>Adds an object and gives its number.</summary>
    public int Add(string text)
    {
        _objects.Add(Encoding.ASCII.GetBytes(text));
        return _objects.Count;
    }

    /// <summary>Adds an image and gives its number.</summary>
    public int AddImage(IndexedImage image)
    {
        var palette = Convert.ToHexString(image.Palette);
        var words = FormattableString.Invariant(
            $"/Type /XObject /Subtype /Image /Width {image.Width} /Height {image.Height} /BitsPerComponent 8 ");
        return AddStream(words + $"/ColorSpace [/Indexed /DeviceRGB {image.Palette.Length / 3 - 1} <{palette}>] ", image.Indices);
    }

    /// <summary>Adds a stream, compressed, and gives its number.</summary>
    /// <param name="words">The entries of its dictionary besides length and filter.</param>
    /// <param name="content">What it holds.</param>
    public int AddStream(string words, byte[] content)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) zlib.Write(content);
        var head = FormattableString.Invariant($"<< {words}/Length {packed.Length} /Filter /FlateDecode >>\nstream\n");
        _objects.Add([.. Encoding.ASCII.GetBytes(head), .. packed.ToArray(), .. "\nendstream"u8]);
        return _objects.Count;
    }

    /// <summary>The file.</summary>
    /// <param name="content">The number of the page's stream.</param>
    /// <param name="size">Width and height in points.</param>
    /// <param name="resources">What the stream names.</param>
    public byte[] Finish(int content, string size, string resources)
    {
        Set(Catalog, $"<< /Type /Catalog /Pages {Pages} 0 R >>");
        Set(Pages, $"<< /Type /Pages /Kids [{Page} 0 R] /Count 1 >>");
        var number = content.ToString(CultureInfo.InvariantCulture);
        Set(
            Page,
            $"<< /Type /Page /Parent {Pages} 0 R /MediaBox [0 0 {size}] /Resources << {resources} >> /Contents {number} 0 R >>");
        using var file = new MemoryStream();
        // Four bytes above 127 tell programs that copy files that this one is not text.
        file.Write([.. "%PDF-1.4\n%"u8, 0xE2, 0xE3, 0xCF, 0xD3, (byte)'\n']);
        var places = new List<long>();
        for (var i = 0; i < _objects.Count; i++)
        {
            places.Add(file.Length);
            Write(file, FormattableString.Invariant($"{i + 1} 0 obj\n"));
            file.Write(_objects[i]);
            Write(file, "\nendobj\n");
        }

        var table = file.Length;
        Write(file, FormattableString.Invariant($"xref\n0 {_objects.Count + 1}\n0000000000 65535 f \n"));
        foreach (var place in places) Write(file, place.ToString("0000000000", CultureInfo.InvariantCulture) + " 00000 n \n");
        Write(file, FormattableString.Invariant($"trailer\n<< /Size {_objects.Count + 1} /Root {Catalog} 0 R >>\n"));
        Write(file, FormattableString.Invariant($"startxref\n{table}\n%%EOF\n"));
        return file.ToArray();
    }

    private void Set(int number, string text) => _objects[number - 1] = Encoding.ASCII.GetBytes(text);

    private static void Write(MemoryStream file, string text) => file.Write(Encoding.ASCII.GetBytes(text));
}
