using System.Diagnostics;
using System.Text.Json;
using Amazon;
using VpceTools.Aws.Names;
using Xunit;

namespace VpceTools.Aws.Tests.Names;

/// <summary>What stands of the services in code, held to the models that botocore has of them.</summary>
public sealed class ServiceModelTests
{
    private const string Script = """
        import json, botocore.session
        from botocore.endpoint_provider import EndpointProvider
        session = botocore.session.get_session()
        loader = session.get_component('data_loader')
        result = {'operations': {}, 'endpoints': {}, 'services': {}, 'lists': {}, 'flags': []}
        def walk(shape, name, seen):
            if shape.type_name == 'list':
                result['lists'][name] = shape.member.serialization.get('name', 'member')
                walk(shape.member, name, seen)
            elif shape.type_name == 'boolean':
                result['flags'].append(name)
            elif shape.type_name == 'structure' and shape.name not in seen:
                for member, inner in shape.members.items():
                    walk(inner, inner.serialization.get('name', member), seen | {shape.name})
        for service in ['route53', 'route53resolver', 'route53profiles', 'organizations']:
            model = session.get_service_model(service)
            result['services'][service] = [model.service_id, model.api_version, model.signing_name, model.metadata.get('targetPrefix')]
            for name in model.operation_names:
                operation = model.operation_model(name)
                members = operation.input_shape.members if operation.input_shape else {}
                result['operations'][service + ':' + name] = {
                    'path': operation.http['requestUri'], 'method': operation.http['method'],
                    'members': {m: [s.serialization.get('location', ''), s.serialization.get('name', m), s.metadata.get('max')] for m, s in members.items()},
                    'outputs': list(operation.output_shape.members) if operation.output_shape else []}
                if service == 'route53' and name in ('ListHostedZonesByVPC', 'GetHostedZone', 'ListResourceRecordSets'):
                    walk(operation.output_shape, name, set())
            provider = EndpointProvider(loader.load_service_model(service, 'endpoint-rule-set-1'), loader.load_data('partitions'))
            for region in ['us-east-1', 'eu-central-2', 'cn-north-1', 'us-gov-west-1', 'us-iso-east-1', 'us-isob-east-1', 'eu-isoe-west-1', 'us-isof-south-1', 'eusc-de-east-1']:
                for fips in (False, True):
                    endpoint = provider.resolve_endpoint(Region=region, UseFIPS=fips, UseDualStack=False)
                    schemes = endpoint.properties.get('authSchemes')
                    result['endpoints'][f'{service} {region} {fips}'] = [endpoint.url, schemes[0]['signingRegion'] if schemes else region]
        print(json.dumps(result))
        """;

    private static readonly NameService[] Services = [.. NameService.All, NameService.Organizations];

    private static readonly Lazy<JsonElement?> Model = new(Run);

    [Fact]
    public void Operations_are_those_of_the_models()
    {
        var operations = Botocore().GetProperty("operations");
        Assert.All([.. NameOperation.All, NameOperation.Accounts], operation =>
        {
            var model = operations.GetProperty($"{operation.Service.Prefix}:{operation.Name}");
            Assert.Contains(operation.Key, model.GetProperty("outputs").EnumerateArray().Select(o => o.GetString()));
            Assert.Equal(operation.Service.TargetPrefix is null ? "GET" : "POST", model.GetProperty("method").GetString());
            var members = model.GetProperty("members");
            foreach (var name in new[] { operation.Parent, operation.Limit }.OfType<string>())
                Assert.True(members.TryGetProperty(name, out _), $"{operation.Name} has no {name}");
            if (operation.Limit is { } limit && members.GetProperty(limit)[2] is { ValueKind: JsonValueKind.Number } max)
                Assert.Equal(max.GetInt32(), operation.LargestPage);
            if (operation.Service.TargetPrefix is not null)
                return;
            var uri = operation.Path;
            foreach (var member in members.EnumerateObject().Where(m => m.Value[0].GetString() == "uri"))
                uri = uri.Replace("{" + member.Name + "}", "{" + member.Value[1].GetString() + "}", StringComparison.Ordinal);
            Assert.Equal(model.GetProperty("path").GetString(), uri);
            Assert.All(operation.Query, q => Assert.Equal(("querystring", q.Value),
                (members.GetProperty(q.Key)[0].GetString(), members.GetProperty(q.Key)[1].GetString())));
        });
        Assert.All(Services, service => Assert.Equal(
            [service.Id, service.Version, service.Prefix, service.TargetPrefix],
            Botocore().GetProperty("services").GetProperty(service.Prefix).EnumerateArray().Select(v => v.GetString())));
    }

    [Fact]
    public void Changes_go_to_the_paths_of_the_model() => Assert.All(ZoneChange.Paths, path =>
    {
        var model = Botocore().GetProperty("operations").GetProperty($"route53:{path.Key}");
        Assert.Equal("POST", model.GetProperty("method").GetString());
        var member = Assert.Single(model.GetProperty("members").EnumerateObject(), m => m.Value[0].GetString() == "uri");
        Assert.Equal("HostedZoneId", member.Name);
        Assert.Equal(model.GetProperty("path").GetString()!.TrimEnd('/'),
            path.Value.Replace("{Id}", $"{{{member.Value[1].GetString()}}}", StringComparison.Ordinal));
    });

    [Fact]
    public void Lists_and_flags_of_XML_are_those_of_the_model()
    {
        var lists = Botocore().GetProperty("lists").EnumerateObject().ToDictionary(l => l.Name, l => l.Value.GetString()!);

        Assert.Equal(lists.OrderBy(l => l.Key, StringComparer.Ordinal), XmlAnswer.Lists.OrderBy(l => l.Key, StringComparer.Ordinal));
        Assert.Equal(Botocore().GetProperty("flags").EnumerateArray().Select(f => f.GetString()).Distinct().Order(),
            XmlAnswer.Flags.Order());
    }

    [Fact]
    public void Addresses_and_signing_Regions_are_those_of_the_rules()
    {
        Assert.All(Botocore().GetProperty("endpoints").EnumerateObject(), expected =>
        {
            var parts = expected.Name.Split(' ');
            var (url, region) = Services.Single(s => s.Prefix == parts[0])
                .EndpointOf(RegionEndpoint.GetBySystemName(parts[1]), parts[2] == "True");
            Assert.Equal((expected.Value[0].GetString(), expected.Value[1].GetString()), (url, region));
        });
    }

    private static JsonElement Botocore()
    {
        Assert.SkipWhen(Model.Value is null, "There is no Python with botocore on this machine.");
        return Model.Value!.Value;
    }

    private static JsonElement? Run()
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", ["-c", Script])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true, UseShellExecute = false
            })!;
            var errors = python.StandardError.ReadToEndAsync();
            var text = python.StandardOutput.ReadToEnd();
            python.WaitForExit();
            if (python.ExitCode != 0)
                return errors.Result.Contains("ModuleNotFoundError", StringComparison.Ordinal) ? null
                    : throw new InvalidOperationException(errors.Result);
            return JsonDocument.Parse(text).RootElement.Clone();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
