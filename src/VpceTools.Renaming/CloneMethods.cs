using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace VpceTools.Renaming;

/// <summary>
/// Marks the method that the compiler gives every record for its <c>with</c> as a special name, as those of properties are: Get-Member
/// shows it otherwise, as <c>&lt;Clone&gt;$</c>, among what people may call. Two bytes of each method's row are written over, and nothing
/// else changes.
/// </summary>
internal static class CloneMethods
{
    private const string Name = "<Clone>$";

    /// <summary>ECMA-335 II.22.26: a row of the table begins with the address, four bytes, and the implementation's flags, two.</summary>
    private const int OffsetOfFlags = 6;

    public static void Hide(string path)
    {
        var image = File.ReadAllBytes(path);
        using var file = new PEReader(new MemoryStream(image));
        var metadata = file.GetMetadataReader();
        var table = file.PEHeaders.MetadataStartOffset + metadata.GetTableMetadataOffset(TableIndex.MethodDef);
        foreach (var handle in metadata.MethodDefinitions)
        {
            var method = metadata.GetMethodDefinition(handle);
            if (!metadata.StringComparer.Equals(method.Name, Name))
                continue;
            var row = (MetadataTokens.GetRowNumber(handle) - 1) * metadata.GetTableRowSize(TableIndex.MethodDef);
            BitConverter.TryWriteBytes(image.AsSpan(table + row + OffsetOfFlags),
                (ushort)(method.Attributes | MethodAttributes.SpecialName));
        }

        File.WriteAllBytes(path, image);
    }
}
