using System.Reflection;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using CorpusMeasure.Sampling;
using Uhit.Client.Wire;
using Uhit.Contracts.Contract;
using Uhit.Contracts.Emit;
using Uhit.Contracts.Planning;

namespace Uhit.Contracts.Tests.Types;

/// <summary>A contract with one message <c>Root</c> of a schema that a test writes: generated,
/// compiled, and ready to read and write.</summary>
internal sealed class TypeContract : IDisposable
{
    public const string Namespace = "urn:t";

    private const string Wsdl = """
        <wsdl:definitions targetNamespace="urn:t:service" xmlns:tns="urn:t:service" xmlns:t="urn:t" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"
                          xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/">
          <wsdl:types><xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:import namespace="urn:t" schemaLocation="types.xsd"/></xs:schema></wsdl:types>
          <wsdl:message name="In"><wsdl:part name="parameters" element="t:Root"/></wsdl:message>
          <wsdl:portType name="Port"><wsdl:operation name="Tell"><wsdl:input message="tns:In"/></wsdl:operation></wsdl:portType>
          <wsdl:binding name="Soap" type="tns:Port">
            <soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
            <wsdl:operation name="Tell"><soap:operation soapAction="urn:t/Tell"/><wsdl:input><soap:body use="literal"/></wsdl:input></wsdl:operation>
          </wsdl:binding>
        </wsdl:definitions>
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("uhit-types-");
    private readonly Lazy<Assembly> _assembly;
    private readonly GeneratorOptions _options;

    /// <summary>Generates at once; compiles when it is needed first.</summary>
    /// <param name="components">What is inside the schema, whose target namespace is the default one.</param>
    /// <param name="names">C# names by those of the contract.</param>
    public TypeContract(string components, params (string Old, string New)[] names)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "contract.wsdl"), Wsdl);
        File.WriteAllText(
            Path.Combine(_folder.FullName, "types.xsd"),
            $"<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns='{Namespace}' targetNamespace='{Namespace}' "
                + $"elementFormDefault='qualified'>\n{components}\n</xs:schema>");
        _options = new GeneratorOptions
        {
            Contracts = [Path.Combine(_folder.FullName, "contract.wsdl")],
            Output = _folder.FullName,
            Namespace = "Some.Wire",
            Names = names.ToDictionary(name => name.Old, name => name.New),
        };
        var refusals = new Refusals();
        var contract = ContractReader.Read(_options.Contracts, new ReadingOptions(_options.Bindings, _options.Operations), refusals);
        var plan = ContractPlanner.Plan(contract, _options, refusals);
        refusals.ThrowIfAny();
        Schemas = contract.Schemas;
        Notes = [.. refusals.Notes.Lines];
        Files = ContractEmitter.Emit(plan, _options);
        _assembly = new Lazy<Assembly>(() => Compilation.Load(Files.Values));
    }

    public XmlSchemaSet Schemas { get; }

    public IReadOnlyList<string> Notes { get; }

    public SortedDictionary<string, string> Files { get; }

    public Assembly Assembly => _assembly.Value;

    /// <summary>Messages at random, of which the framework finds each valid.</summary>
    public IEnumerable<XElement> Samples(int count) => Enumerable.Range(0, count)
        .Select(seed => new MessageSampler(Schemas, new Random(seed)))
        .Select(sampler =>
            sampler.Make(new XmlQualifiedName("Root", Namespace)) is { } message && sampler.IsValid(message) ? message : null)
        .OfType<XElement>();

    /// <summary>What is inside a Root, as a message.</summary>
    public static XElement Message(string content, string attributes = "") => XElement.Parse(
        $"<Root xmlns='{Namespace}' xmlns:t='{Namespace}' xmlns:xs='http://www.w3.org/2001/XMLSchema' "
            + $"xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' {attributes}>{content}</Root>",
        LoadOptions.PreserveWhitespace);

    /// <summary>Reads a message with the generated code.</summary>
    public object? Read(XElement message) => Read(message, out _);

    /// <summary>Reads a message with the generated code.</summary>
    public object? Read(XElement message, out long unknown)
    {
        using var reader = message.CreateReader();
        var elements = new ElementReader(reader);
        var value = Invoke(() => Type("Read", typeof(ElementReader)).Invoke(null, [elements]));
        unknown = elements.UnknownElements;
        return value;
    }

    /// <summary>Writes what was read, or made.</summary>
    public XElement Write(object? value)
    {
        var written = new XDocument();
        using (var writer = written.CreateWriter())
        {
            var write = MessageType.GetMethods().Single(method => method.Name == "Write");
            Invoke(() => write.Invoke(write.IsStatic ? null : value, write.IsStatic ? [writer, value] : [writer]));
        }

        return written.Root!;
    }

    public XElement Copy(XElement message) => Write(Read(message));

    /// <summary>What the generated code says of a message that is wrong.</summary>
    public WireFormatException Refusal(string content, string attributes = "") =>
        Assert.Throws<WireFormatException>(() => Read(Message(content, attributes)));

    public void Dispose() => _folder.Delete(recursive: true);

    private Type MessageType => Assembly.GetType("Some.Wire.Root") is { } own && own.GetField("ElementName") is not null
        ? own
        : Assembly.GetType("Some.Wire.RootElement")!;

    private MethodInfo Type(string method, Type parameter) =>
        MessageType.GetMethod(method, BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly, [parameter])!;

    private static object? Invoke(Func<object?> call)
    {
        try
        {
            return call();
        }
        catch (TargetInvocationException exception) when (exception.InnerException is { } inner)
        {
            throw inner;
        }
    }
}
