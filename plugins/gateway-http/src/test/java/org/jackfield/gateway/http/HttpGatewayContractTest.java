package org.jackfield.gateway.http;

import org.jackfield.spi.tck.GatewayContract;

class HttpGatewayContractTest extends GatewayContract<HttpGatewayConfig> {
    HttpGatewayContractTest() {
        super(new HttpGatewayProvider(), Gateways.config("127.0.0.1:0"));
    }
}
