using System.Text;
using Uhit.Contracts.Contract;

namespace Uhit.Contracts.Tests;

/// <summary>A small contract in a folder of its own, which a test changes in one place and gives to the generator.</summary>
internal sealed class ContractFolder : IDisposable
{
    private const string Wsdl = """
        <?xml version="1.0" encoding="utf-8"?>
        <wsdl:definitions name="Small" targetNamespace="urn:small:service" xmlns:tns="urn:small:service" xmlns:t="urn:small"
                          xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
                          xmlns:xs="http://www.w3.org/2001/XMLSchema">
          <wsdl:types>
            <xs:schema><xs:import namespace="urn:small" schemaLocation="small.xsd"/></xs:schema>
          </wsdl:types>
          <wsdl:message name="AskInput"><wsdl:part name="parameters" element="t:Ask"/></wsdl:message>
          <wsdl:message name="AskOutput"><wsdl:part name="parameters" element="t:Answer"/></wsdl:message>
          <wsdl:portType name="Small">
            <wsdl:operation name="Ask">
              <wsdl:input message="tns:AskInput"/>
              <wsdl:output message="tns:AskOutput"/>
            </wsdl:operation>
          </wsdl:portType>
          <wsdl:binding name="SmallSoap" type="tns:Small">
            <soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
            <wsdl:operation name="Ask">
              <soap:operation soapAction="urn:small/Ask"/>
              <wsdl:input><soap:body use="literal"/></wsdl:input>
              <wsdl:output><soap:body use="literal"/></wsdl:output>
            </wsdl:operation>
          </wsdl:binding>
          <wsdl:service name="SmallService">
            <wsdl:port name="SmallPort" binding="tns:SmallSoap"><soap:address location="https://localhost/small"/></wsdl:port>
          </wsdl:service>
        </wsdl:definitions>
        """;

    private const string Schema = """
        <?xml version="1.0" encoding="utf-8"?>
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:small" targetNamespace="urn:small" elementFormDefault="qualified">
          <xs:element name="Ask">
            <xs:complexType>
              <xs:sequence>
                <xs:element name="Id" type="Id"/>
                <xs:element name="Row" type="Row" minOccurs="0" maxOccurs="unbounded"/>
              </xs:sequence>
            </xs:complexType>
          </xs:element>
          <xs:element name="Answer" type="AnswerType"/>
          <xs:complexType name="AnswerType">
            <xs:sequence>
              <xs:element name="Name" type="xs:string"/>
            </xs:sequence>
          </xs:complexType>
          <xs:complexType name="Row">
            <xs:sequence>
              <xs:element name="At" type="xs:dateTime"/>
              <xs:element name="Amount" type="xs:decimal"/>
            </xs:sequence>
          </xs:complexType>
          <xs:simpleType name="Id">
            <xs:restriction base="xs:token"><xs:maxLength value="8"/></xs:restriction>
          </xs:simpleType>
        </xs:schema>
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("uhit-generator-");

    public ContractFolder()
    {
        Save("small.wsdl", Wsdl);
        Save("small.xsd", Schema);
    }

    public string Output => Path.Combine(_folder.FullName, "out");

    /// <summary>Puts one text in the place of another, which must be there.</summary>
    public ContractFolder Change(string file, string old, string @new)
    {
        var text = File.ReadAllText(Path.Combine(_folder.FullName, file));
        Assert.Contains(old, text, StringComparison.Ordinal);
        Save(file, text.Replace(old, @new, StringComparison.Ordinal));
        return this;
    }

    public int LineOf(string file, string text)
    {
        var lines = File.ReadAllLines(Path.Combine(_folder.FullName, file)).ToList();
        return lines.FindIndex(l => l.Contains(text, StringComparison.Ordinal)) + 1;
    }

    public (int Code, string Output, string Error) Run(params string[] more)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        var given = more.Index().ToLookup(word => word.Item, word => more.ElementAtOrDefault(word.Index + 1) ?? string.Empty);
        var code = Generator.Run(
            new GeneratorOptions
            {
                Contracts = [PathOf("small.wsdl")],
                Output = Output,
                Namespace = "Some.Wire",
                Public = given.Contains("--public"),
                Check = given.Contains("--check"),
                Streamed = given["--stream"].ToHashSet(),
                Structs = given["--struct"].ToHashSet(),
                Bindings = given["--binding"].ToHashSet(),
                Operations = given["--operation"].ToHashSet(),
            },
            output,
            error);
        return (code, output.ToString(), error.ToString());
    }

    public string PathOf(string file) => Path.Combine(_folder.FullName, file);

    public ContractFolder Add(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
        Save(file, text);
        return this;
    }

    public ContractFolder Add(string file, string text, Encoding encoding)
    {
        File.WriteAllBytes(PathOf(file), [.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);
        return this;
    }

    public string Text(string file) => File.ReadAllText(PathOf(file));

    public ContractFolder Rename(string file, string name)
    {
        File.Move(PathOf(file), PathOf(name));
        return this;
    }

    /// <summary>The front half alone: what is read, and what is told beside.</summary>
    public (ContractModel Model, IReadOnlyList<string> Notes) Read(string[]? bindings = null, string[]? operations = null)
    {
        var refusals = new Refusals();
        var options = new ReadingOptions((bindings ?? []).ToHashSet(), (operations ?? []).ToHashSet());
        var model = ContractReader.Read([PathOf("small.wsdl")], options, refusals);
        return (model, [.. refusals.Notes.Lines]);
    }

    public string Refusal() => Assert.Throws<ContractRefusedException>(() => Read()).Message;

    public void Dispose() => _folder.Delete(recursive: true);

    private void Save(string file, string text) => File.WriteAllText(Path.Combine(_folder.FullName, file), text);
}
