using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Uhit.Client.Tests.Registration;

/// <summary>The settings that <c>docs/how-to/certificates.md</c> shows are settings that there are.</summary>
public class CertificatesPageTests
{
    [Fact]
    public void Examples_AllBindWithoutAnUnknownName()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "how-to", "certificates.md"));
        var examples = Regex.Matches(page, "```json\n(.*?)```", RegexOptions.Singleline).Select(match => match.Groups[1].Value).ToList();

        Assert.InRange(examples.Count, 5, 50);
        Assert.All(examples, example =>
        {
            var configuration = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(example))).Build();
            var client = configuration.GetSection("Uhit:Production");
            (client.Exists() ? client : (IConfiguration)configuration).Bind(
                new UhitClientOptions(), binder => binder.ErrorOnUnknownConfiguration = true);
        });
    }
}
