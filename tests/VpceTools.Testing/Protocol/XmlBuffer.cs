using System.Buffers;
using System.Text;

namespace VpceTools.Testing.Protocol;

/// <summary>Writes XML of elements and text, which is all that the query protocol has; several times faster than XmlWriter.</summary>
internal sealed class XmlBuffer
{
    private static readonly SearchValues<char> Special = SearchValues.Create("&<>\r");
    private readonly ArrayBufferWriter<byte> _bytes = new(4096);

    public static byte[] Document(Action<XmlBuffer> write)
    {
        var xml = new XmlBuffer();
        xml.Raw("""<?xml version="1.0" encoding="UTF-8"?>"""u8);
        write(xml);
        return xml.ToArray();
    }

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    public void Raw(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    /// <summary>An element of text.</summary>
    public void Element(string name, string text)
    {
        Open(name);
        Text(text);
        Close(name);
    }

    /// <summary>An element of elements.</summary>
    public void Element(string name, Action<XmlBuffer> content, string? defaultNamespace = null)
    {
        Open(name, defaultNamespace);
        content(this);
        Close(name);
    }

    public void Empty(string name)
    {
        Raw("<"u8);
        Encode(name);
        Raw("/>"u8);
    }

    public void Open(string name, string? defaultNamespace = null)
    {
        Raw("<"u8);
        Encode(name);
        if (defaultNamespace is not null)
        {
            Raw(" xmlns=\""u8);
            Encode(defaultNamespace);
            Raw("\""u8);
        }

        Raw(">"u8);
    }

    public void Close(string name)
    {
        Raw("</"u8);
        Encode(name);
        Raw(">"u8);
    }

    public void Text(ReadOnlySpan<char> text)
    {
        for (var special = text.IndexOfAny(Special); special >= 0; special = text.IndexOfAny(Special))
        {
            Encode(text[..special]);
            Raw(text[special] switch
            {
                '&' => "&amp;"u8,
                '<' => "&lt;"u8,
                '>' => "&gt;"u8,
                _ => "&#xD;"u8,
            });
            text = text[(special + 1)..];
        }

        Encode(text);
    }

    private void Encode(ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, _bytes);
}
