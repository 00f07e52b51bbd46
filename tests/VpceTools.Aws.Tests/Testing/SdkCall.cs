using Amazon.EC2;

namespace VpceTools.Aws.Tests.Testing;

/// <summary>Calls an operation of the SDK by its name.</summary>
internal static class SdkCall
{
    /// <summary>Calls an operation with a request of these properties and returns its response.</summary>
    public static async Task<object> InvokeAsync(AmazonEC2Client client, string operation,
        params (string Property, object Value)[] properties)
    {
        var request = Activator.CreateInstance(typeof(AmazonEC2Client).Assembly.GetType($"Amazon.EC2.Model.{operation}Request",
            throwOnError: true)!)!;
        foreach (var (property, value) in properties)
            request.GetType().GetProperty(property)!.SetValue(request, value);
        var method = typeof(AmazonEC2Client).GetMethod(operation + "Async", [request.GetType(), typeof(CancellationToken)])!;
        var task = (Task)method.Invoke(client, [request, Xunit.TestContext.Current.CancellationToken])!;
        await task;
        return task.GetType().GetProperty("Result")!.GetValue(task)!;
    }
}
