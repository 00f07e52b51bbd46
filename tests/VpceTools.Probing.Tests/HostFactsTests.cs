using Xunit;

namespace VpceTools.Probing.Tests;

public sealed class HostFactsTests
{
    [Fact]
    public void Lines_of_the_hosts_file_about_the_names_are_found_whatever_their_case_and_place()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "# 10.0.0.1 sqs.test.invalid\n10.0.0.2\tOther.test.invalid SQS.test.invalid # why\n\n10.0.0.3 more.test.invalid\n");

            Assert.Equal([new HostsEntry("10.0.0.2", "SQS.test.invalid")], HostFacts.Hosts(file, ["sqs.test.invalid"]));
            Assert.Empty(HostFacts.Hosts(file + ".missing", ["sqs.test.invalid"]));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void The_machine_has_a_name_and_no_loopback_address()
    {
        var vantage = HostFacts.Read(HostFacts.HostsFile, []);

        Assert.NotEmpty(vantage.Name);
        Assert.DoesNotContain(vantage.Addresses, a => a.ToString() is "127.0.0.1" or "::1");
    }
}
