using VpceTools.Planned;
using VpceTools.Templates;

namespace VpceTools.CloudFormation;

/// <summary>The workloads of templates that will be clients: each is an interface with groups in a subnet, wherever in it.</summary>
/// <param name="place">What values are in the planned world.</param>
/// <param name="resources">The resources of the run, by address.</param>
internal sealed class TemplateClients(TemplatePlace place, IReadOnlyDictionary<string, EvaluatedResource> resources)
{
    /// <summary>The clients that a resource is.</summary>
    public IEnumerable<PlannedResource> Of(EvaluatedResource resource) => resource.Type switch
    {
        "AWS::EC2::Instance" => Instance(resource),
        "AWS::Lambda::Function" => InPlace(resource, resource.Properties["VpcConfig"], "SubnetIds", "SecurityGroupIds"),
        "AWS::ECS::Service" => InPlace(resource, resource.Properties["NetworkConfiguration"] is MemberMap network
            ? network["AwsvpcConfiguration"] : resource.Properties["NetworkConfiguration"], "Subnets", "SecurityGroups")
            .Select(task => OfService(resource, task)),
        "AWS::AutoScaling::AutoScalingGroup" => InEach(resource, resource.Properties["VPCZoneIdentifier"], GroupsOf(resource.Properties)),
        _ => [],
    };

    /// <summary>The interfaces of tasks look the same on Fargate and on instances.</summary>
    private static PlannedResource OfService(EvaluatedResource service, PlannedResource task)
    {
        var properties = task.Properties.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        properties["Task"] = PlannedValue.Of("FargateTask");
        if (service.Properties["EnableExecuteCommand"] is KnownText { Text: var text } && bool.TryParse(text, out var isOn) && isOn)
            properties["TaskConditions"] = PlannedValue.Of(["exec"]);
        return task with { Properties = properties };
    }

    /// <summary>What runs where a configuration says; where that is not known, it may run anywhere.</summary>
    private IEnumerable<PlannedResource> InPlace(EvaluatedResource resource, TemplateValue? configuration, string subnets, string groups) =>
        configuration switch
        {
            null or NoValue => [],
            MemberMap map => InEach(resource, map[subnets], map[groups]),
            _ => Anywhere(resource),
        };

    private IEnumerable<PlannedResource> Anywhere(EvaluatedResource resource) => One(resource, 0,
        new UnknownValue($"one of the subnets of {resource.Address}", "its list of subnets"), null, null);

    private IEnumerable<PlannedResource> Instance(EvaluatedResource resource)
    {
        if (resource.Properties["NetworkInterfaces"] is ItemList { Items: var interfaces })
            return interfaces.OfType<MemberMap>().Where(one => one["NetworkInterfaceId"] is null)
                .SelectMany((one, i) => One(resource, i, one["SubnetId"], one["GroupSet"], one["PrivateIpAddress"]));
        if (resource.Properties["NetworkInterfaces"] is not (null or NoValue))
            return Anywhere(resource);
        var own = resource.Properties;
        return One(resource, 0, own["SubnetId"], own["SecurityGroupIds"], own["PrivateIpAddress"]);
    }

    /// <summary>The groups that an Auto Scaling group's launch configuration or launch template names.</summary>
    private TemplateValue? GroupsOf(MemberMap group)
    {
        if (Referred(group["LaunchConfigurationName"]) is { } configuration)
            return configuration["SecurityGroups"];
        if (Referred((group["LaunchTemplate"] as MemberMap)?["LaunchTemplateId"])?["LaunchTemplateData"] is not MemberMap data)
            return new UnknownValue("the groups of the launch template", "the launch template");
        return data["SecurityGroupIds"]
            ?? (data["NetworkInterfaces"] is ItemList { Items.Count: > 0 } list && list.Items[0] is MemberMap first ? first["Groups"]
                : null);
    }

    private MemberMap? Referred(TemplateValue? value) => value is ResourceReference { Attribute: null } reference
        && resources.TryGetValue(reference.Address, out var resource) ? resource.Properties : null;

    private IEnumerable<PlannedResource> InEach(
        EvaluatedResource resource, TemplateValue? subnets, TemplateValue? groups) => subnets switch
        {
            ItemList list => list.Items.SelectMany((subnet, i) => One(resource, i, subnet, groups, null)),
            null or NoValue => [],
            _ => One(resource, 0, new UnknownValue($"one of the subnets of {resource.Address}", "its list of subnets"), groups, null),
        };

    private IEnumerable<PlannedResource> One(
        EvaluatedResource resource, int number, TemplateValue? subnet, TemplateValue? groups, TemplateValue? address)
    {
        var id = PlannedId.Of("eni", $"{resource.Address}#{number}");
        var properties = new Dictionary<string, PlannedValue>(StringComparer.Ordinal);
        foreach (var (name, value) in new[] { ("SubnetId", subnet), ("GroupSet", groups), ("PrivateIpAddress", address) })
            if (place.Lower(resource, name, value, id) is { } lowered)
                properties[name] = lowered;
        // One without a subnet lies in the default VPC of the account, which no template makes.
        return subnet is null or NoValue ? [] :
        [
            new(PlannedTypes.NetworkInterface, id, TemplatePlace.OriginOf(resource))
            {
                Properties = properties, Existence = TemplatePlace.Existence(resource),
            },
        ];
    }

}
