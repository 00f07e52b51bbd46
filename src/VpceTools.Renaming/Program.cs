using Mono.Cecil;
using VpceTools.Renaming;

// Gives assemblies another simple name, and their references to each other with it. The AWS SDK looks for its clients of AWS STS and IAM
// Identity Center by the simple names of assemblies, over the whole process and across load contexts: under their own names, our copies
// would be taken for those of AWS.Tools, whose role and SSO profiles would then fail.
if (args is ["--hide-clones", var records])
{
    CloneMethods.Hide(records);
    return 0;
}

if (args.Length < 3)
{
    Console.Error.WriteLine("usage: VpceTools.Renaming PREFIX FOLDER ASSEMBLY... | --hide-clones ASSEMBLY");
    return 2;
}

var (prefix, folder, paths) = (args[0], args[1], args[2..]);
var names = paths.Select(path => Path.GetFileNameWithoutExtension(path)).ToHashSet(StringComparer.Ordinal);
Directory.CreateDirectory(folder);
foreach (var path in paths)
{
    using var assembly = AssemblyDefinition.ReadAssembly(path);
    var module = assembly.MainModule;
    foreach (var reference in module.AssemblyReferences.Where(reference => names.Contains(reference.Name)))
    {
        reference.Name = prefix + reference.Name;
        reference.PublicKeyToken = [];
    }

    // Signed with the owner's key, it cannot be signed again; no runtime that loads it asks for that.
    assembly.Name.Name = prefix + assembly.Name.Name;
    assembly.Name.PublicKey = [];
    assembly.Name.HasPublicKey = false;
    module.Attributes &= ~ModuleAttributes.StrongNameSigned;
    module.Name = assembly.Name.Name + ".dll";
    assembly.Write(Path.Combine(folder, module.Name), new WriterParameters { DeterministicMvid = true, Timestamp = 0 });
}

return 0;
