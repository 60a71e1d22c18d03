using System.Xml;
using Uhit.Contracts.Contract;
using Uhit.Contracts.Planning;

namespace Uhit.Contracts.Emit;

/// <summary>The WCF service contract of a port type, the proxy on it, and its names as constants.</summary>
internal sealed class ServiceEmitter(ServiceModel service, GeneratorOptions options)
{
    private readonly string _name = CSharpNames.Type(service.Name);

    private readonly SourceFile _file = new(
        options.Namespace, "System", "System.ServiceModel", "System.ServiceModel.Channels", "System.Threading.Tasks");

    public string Interface => $"I{_name}";

    private string Proxy => $"{_name}Proxy";

    private string Constants => $"{_name}Contract";

    /// <summary>The C# names of what is made of the port type.</summary>
    public IReadOnlyList<string> Names => [Interface, Proxy, Constants];

    public string Emit()
    {
        EmitInterface();
        _file.Line();
        EmitProxy();
        _file.Line();
        EmitConstants();
        return _file.ToString();
    }

    private void EmitInterface()
    {
        _file.Summary($"The port type <c>{service.Name}</c> of the contract, message in and message out.");
        _file.Line($"[ServiceContract(Name = {SourceFile.Literal(service.Name)}, Namespace = {Constants}.Namespace)]");
        _file.Block($"{options.Access} interface {Interface}", () =>
        {
            for (var i = 0; i < service.Operations.Count; i++)
            {
                var operation = service.Operations[i];
                var method = CSharpNames.Type(operation.Name);
                if (i > 0)
                {
                    _file.Line();
                }

                _file.Summary($"The operation <c>{operation.Name}</c>.");
                _file.Line(
                    $"[OperationContract(Name = {SourceFile.Literal(operation.Name)}, Action = {Constants}.{method}Action, ReplyAction = "
                        + $"\"*\")]");
                _file.Line($"Task<Message> {method}Async(Message request);");
            }
        });
    }

    private void EmitConstants()
    {
        _file.Summary($"The names of the port type <c>{service.Name}</c>.");
        _file.Block($"{options.Access} static class {Constants}", () =>
        {
            _file.Line($"public const string Namespace = {SourceFile.Literal(service.Namespace)};");
            _file.Line($"public const string SoapVersion = {SourceFile.Literal(service.SoapVersion)};");
            if (service.Address is not null)
            {
                _file.Line($"public const string Address = {SourceFile.Literal(service.Address)};");
            }

            foreach (var operation in service.Operations)
            {
                var method = CSharpNames.Type(operation.Name);
                _file.Line();
                _file.Line($"public const string {method}Action = {SourceFile.Literal(operation.Action)};");
                EmitNames($"{method}Input", operation.Input.Body);
                if (operation.Output is { } output)
                {
                    EmitNames($"{method}Output", output.Body);
                }

                EmitNames($"{method}Fault", operation.Faults);
            }
        });
    }

    private void EmitProxy()
    {
        _file.Summary(
            $"Calls <c>{service.Name}</c> over one channel, which it closes, or aborts where it cannot be closed. Safe for calls at the "
                + "same time.");
        _file.Block($"{options.Access} sealed class {Proxy} : {Interface}, IAsyncDisposable", () =>
        {
            _file.Line($"private readonly ChannelFactory<{Interface}>? _owned;");
            _file.Line($"private readonly {Interface} _channel;");
            _file.Line();
            _file.Summary("Opens a channel of a factory that the caller keeps and shares.");
            _file.Line($"public {Proxy}(ChannelFactory<{Interface}> factory) => _channel = factory.CreateChannel();");
            _file.Line();
            _file.Summary("Opens a channel of a factory of its own.");
            _file.Block($"public {Proxy}(Binding binding, EndpointAddress address)", () =>
            {
                _file.Line($"_owned = new ChannelFactory<{Interface}>(binding, address);");
                _file.Line("_channel = _owned.CreateChannel();");
            });
            _file.Line();
            _file.Summary("The channel itself, for what the operations do not offer.");
            _file.Line("public IClientChannel Channel => (IClientChannel)_channel;");
            foreach (var method in service.Operations.Select(o => CSharpNames.Type(o.Name)))
            {
                _file.Line();
                _file.Line($"public Task<Message> {method}Async(Message request) => _channel.{method}Async(request);");
            }

            _file.Line();
            _file.Block("public async ValueTask DisposeAsync()", () =>
            {
                _file.Line("await CloseAsync((ICommunicationObject)_channel).ConfigureAwait(false);");
                _file.Line("if (_owned is not null) await CloseAsync(_owned).ConfigureAwait(false);");
            });
            _file.Line();
            _file.Block("private static async ValueTask CloseAsync(ICommunicationObject opened)", () =>
            {
                _file.Block("try", () =>
                {
                    _file.Block("if (opened.State != CommunicationState.Faulted)", () =>
                    {
                        _file.Line("await Task.Factory.FromAsync(opened.BeginClose, opened.EndClose, null).ConfigureAwait(false);");
                        _file.Line("return;");
                    });
                });
                _file.Block("catch (CommunicationException)", () => _file.Line("// A channel that cannot be closed is aborted below."));
                _file.Block("catch (TimeoutException)", () => _file.Line("// A channel that cannot be closed is aborted below."));
                _file.Line("opened.Abort();");
            });
        });
    }

    private void EmitNames(string constant, IReadOnlyList<XmlQualifiedName> names)
    {
        for (var i = 0; i < names.Count; i++)
        {
            EmitName($"{constant}{(i > 0 ? i + 1 : "")}", names[i]);
        }
    }

    private void EmitName(string constant, XmlQualifiedName name)
    {
        _file.Line($"public const string {constant} = {SourceFile.Literal(name.Name)};");
        _file.Line($"public const string {constant}Namespace = {SourceFile.Literal(name.Namespace)};");
    }
}
