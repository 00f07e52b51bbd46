using Mono.Cecil;
using Mono.Cecil.Cil;

namespace VpceTools.Core.Tests.Rooms;

/// <summary>A type by the name and namespace of the outermost one that it is nested in.</summary>
internal readonly record struct UsedType(string Name, string Namespace);

/// <summary>
/// Which types of our own each type of a compiled assembly uses: in its signatures, its attributes, and anywhere in its code.
/// </summary>
internal sealed class TypeUses
{
    private readonly HashSet<UsedType> _used = [];

    private TypeUses()
    {
    }

    /// <summary>The uses; what is nested or made by the compiler counts for the type around it.</summary>
    public static IReadOnlyDictionary<UsedType, IReadOnlyCollection<UsedType>> Of(string assemblyPath)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(assemblyPath);
        return assembly.MainModule.Types
            .Where(type => type.Namespace.StartsWith("VpceTools", StringComparison.Ordinal))
            .ToDictionary(Outermost, IReadOnlyCollection<UsedType> (type) =>
            {
                var uses = new TypeUses();
                uses.Add(type);
                return uses._used;
            });
    }

    private void Add(TypeDefinition type)
    {
        Use(type.BaseType);
        foreach (var implemented in type.Interfaces)
            Use(implemented.InterfaceType);
        foreach (var field in type.Fields)
            UseAll(field.FieldType, field);
        foreach (var property in type.Properties)
            UseAll(property.PropertyType, property);
        foreach (var method in type.Methods)
            Add(method);
        UseAll(type, type);
        foreach (var parameter in type.GenericParameters.SelectMany(p => p.Constraints))
            Use(parameter.ConstraintType);
        foreach (var nested in type.NestedTypes)
            Add(nested);
    }

    private void Add(MethodDefinition method)
    {
        Use(method);
        UseAll(method.ReturnType, method);
        foreach (var parameter in method.Parameters)
            UseAll(parameter.ParameterType, parameter);
        if (!method.HasBody)
            return;
        foreach (var variable in method.Body.Variables)
            Use(variable.VariableType);
        foreach (var handler in method.Body.ExceptionHandlers)
            Use(handler.CatchType);
        foreach (var operand in method.Body.Instructions.Select((Instruction i) => i.Operand))
        {
            switch (operand)
            {
                case MethodReference called: Use(called); break;
                case FieldReference field: Use(field.DeclaringType); Use(field.FieldType); break;
                case TypeReference named: Use(named); break;
            }
        }
    }

    private void Use(MethodReference method)
    {
        Use(method.DeclaringType);
        Use(method.ReturnType);
        foreach (var parameter in method.Parameters)
            Use(parameter.ParameterType);
        if (method is GenericInstanceMethod generic)
            foreach (var argument in generic.GenericArguments)
                Use(argument);
    }

    private void UseAll(TypeReference type, ICustomAttributeProvider attributed)
    {
        Use(type);
        foreach (var attribute in attributed.CustomAttributes)
        {
            Use(attribute.AttributeType);
            foreach (var argument in attribute.ConstructorArguments)
            {
                Use(argument.Type);
                Use(argument.Value as TypeReference);
            }
        }
    }

    private void Use(TypeReference? type)
    {
        if (type is null or GenericParameter)
            return;
        if (type is GenericInstanceType generic)
            foreach (var argument in generic.GenericArguments)
                Use(argument);
        if (type is TypeSpecification specification)
            Use(specification.ElementType);
        else if (Outermost(type) is var used && used.Namespace.StartsWith("VpceTools", StringComparison.Ordinal))
            _used.Add(used);
    }

    private static UsedType Outermost(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return new(type.FullName, type.Namespace);
    }
}
