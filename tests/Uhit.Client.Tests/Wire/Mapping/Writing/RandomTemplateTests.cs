using System.Xml.Linq;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Mapping.Writing;
using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Tests.Wire.Mapping.Writing;

/// <summary>Templates of any build, and messages with any of their values missing: what is
/// written is what the page on templates says.</summary>
public sealed class RandomTemplateTests
{
    private const int Templates = 400;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Write_AnyTemplate_IsAsTheDocumentedRulesSay(int seed)
    {
        var random = new Random(seed);
        var refused = 0;
        for (var n = 0; n < Templates; n++)
        {
            var template = new RandomTemplate(random).Create();
            var text = template.ToString(SaveOptions.DisableFormatting);
            var compiled = TemplateFixture.Compile(MessageKind.Request, text, out var problems);
            Assert.True(compiled is not null, $"{text}: {string.Join(' ', problems)}");
            for (var message = 0; message < 4; message++)
            {
                var request = Message(random);
                var expected = EagerTemplate.Write(
                    template, Values(request), [.. request.Inquiry.Lines.Select(line => Values(request, line))]);
                refused += expected is null ? 1 : 0;

                var (ought, written) = (expected is null ? "refused" : Content(expected), Written(compiled, request));
                Assert.True(ought == written, $"{text}\nought to be:\n{ought}\nis:\n{written}");
            }
        }

        // Neither nearly all nor nearly none: else the seed shows little.
        Assert.InRange(refused, Templates / 10, Templates * 3);
    }

    private static string Content(IEnumerable<XElement> elements) => string.Join('\n', elements.Select(Plain));

    // By names and values, not by prefixes and their declarations.
    private static string Plain(XElement element) =>
        $"{element.Name.LocalName}({string.Join(' ', Values(element))})"
        + (element.HasElements ? $"[{string.Join(' ', element.Elements().Select(Plain))}]" : $"'{element.Value}'");

    private static IEnumerable<string> Values(XElement element) =>
        element.Attributes()
            .Where(attribute => !attribute.IsNamespaceDeclaration)
            .Select(attribute => $"{attribute.Name}={attribute.Value}");

    private static string Written(CompiledTemplate template, InquiryMessage request)
    {
        try
        {
            return Content(XElement.Parse($"<all>{TemplateFixture.Write(template, request)}</all>").Elements());
        }
        catch (WireFormatException)
        {
            return "refused";
        }
    }

    private static InquiryMessage Message(Random random)
    {
        var request = TemplateFixture.Request(random.Next(1, 4), line => line with
        {
            Authorization =
                line.Authorization with { Title = random.Next(2) == 0 ? null : "Owner", Company = random.Next(2) == 0 ? null : "Bakery" },
        });
        return request with { Header = request.Header with { MessageId = random.Next(2) == 0 ? null : request.Header.MessageId } };
    }

    private static Dictionary<string, string?> Values(InquiryMessage message) => new()
    {
        ["requestId"] = message.Header.RequestId.Value,
        ["messageId"] = message.Header.MessageId?.Value,
    };

    private static Dictionary<string, string?> Values(InquiryMessage message, InquiryLine line) => new(Values(message))
    {
        ["esiId"] = line.EsiId.Value,
        ["authorization.title"] = line.Authorization.Title,
        ["authorization.company"] = line.Authorization.Company,
    };
}
