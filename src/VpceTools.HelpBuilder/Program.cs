using System.Text;
using System.Xml;
using VpceTools.Commands;
using VpceTools.HelpBuilder;
using VpceTools.HelpBuilder.Pages;
using VpceTools.HelpBuilder.Topics;

// VpceTools.HelpBuilder <docs> <output>: turns the pages in docs/ into what Get-Help reads.
if (args is not [var docs, var output])
{
    await Console.Error.WriteLineAsync("Usage: VpceTools.HelpBuilder <docs> <output>").ConfigureAwait(false);
    return 2;
}

try
{
    Directory.CreateDirectory(output);
    var shared = new SharedParameters(Page.Read(Path.Combine(docs, "cmdlets", "shared-parameters.md")));
    var assembly = typeof(TestVpcEndpointCommand).Assembly;
    var help = CompiledCmdlet.In(assembly)
        .Select(cmdlet => new CmdletHelp(cmdlet, Page.Read(Path.Combine(docs, "cmdlets", cmdlet.Name + ".md")), shared)).ToList();
    shared.RefuseUnused();
    RefuseForeignPages(help);

    // Bytes must not depend on the machine: no byte order mark, and the line ends of the repository.
    var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
    var maml = Path.Combine(output, $"{assembly.GetName().Name}.dll-Help.xml");
    using (var writer = XmlWriter.Create(maml, new() { Indent = true, NewLineChars = "\n", Encoding = utf8 }))
        MamlWriter.Write(help).Save(writer);
    var generated = GeneratedSections.All(docs);
    foreach (var topic in Directory.EnumerateFiles(Path.Combine(docs, "about"), "about_*.md").Order(StringComparer.Ordinal))
        File.WriteAllText(Path.Combine(output, Path.GetFileNameWithoutExtension(topic) + ".help.txt"),
            TopicWriter.Write(Page.Read(topic), generated), utf8);
    return 0;
}
catch (HelpException e)
{
    await Console.Error.WriteLineAsync(e.ToBuildError()).ConfigureAwait(false);
    return 1;
}

void RefuseForeignPages(List<CmdletHelp> known)
{
    foreach (var file in Directory.EnumerateFiles(Path.Combine(docs, "cmdlets"), "*-*.md"))
        if (Path.GetFileName(file) != "shared-parameters.md"
            && known.TrueForAll(h => h.Cmdlet.Name != Path.GetFileNameWithoutExtension(file)))
            throw new HelpException(file, 1, "No cmdlet has this name.");
}
