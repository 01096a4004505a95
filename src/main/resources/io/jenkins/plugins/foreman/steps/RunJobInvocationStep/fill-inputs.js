/* Adds a row for each input of the job template that has none yet: secrets as secrets, required ones marked. */
Behaviour.specify(".foreman-fill-inputs", "foreman-fill-inputs", 0, function (button) {
  const form = button.closest(".foreman-job-form");
  const status = form.querySelector(".foreman-fill-inputs-status");

  function field(root, name) {
    return root.querySelector("[name='_." + name + "']");
  }

  function rows() {
    return Array.from(form.querySelectorAll(".repeated-chunk")).filter((row) => field(row, "secretValue"));
  }

  function show(row, input) {
    const hidden = input.hidden ? "value" : "secretValue";
    const unused = field(row, hidden);
    if (unused && unused.value === "") {
      unused.closest(".jenkins-form-item").hidden = true;
    }
    const used = field(row, input.hidden ? "secretValue" : "value");
    if (used) {
      used.required = input.required;
      used.placeholder = input.options.length > 0 ? input.options.join(" | ") : input.description;
      const label = used.closest(".jenkins-form-item").querySelector(".jenkins-form-label");
      if (label && input.required && !label.dataset.foremanRequired) {
        label.dataset.foremanRequired = "true";
        label.append(" *");
      }
    }
  }

  function fill(inputs) {
    for (const input of inputs) {
      let row = rows().find((each) => field(each, "name").value === input.name);
      if (!row) {
        form.querySelector(".repeatable-add").click();
        row = rows().pop();
        field(row, "name").value = input.name;
        if (!input.hidden) {
          field(row, "value").value = input.value;
        }
      }
      show(row, input);
    }
  }

  function ask() {
    const asked = new URLSearchParams();
    ["server", "jobTemplate", "feature"].forEach((name) => asked.set(name, field(form, name).value));
    return fetch(button.dataset.url, {
      method: "post",
      headers: crumb.wrap({ "Content-Type": "application/x-www-form-urlencoded" }),
      body: asked.toString(),
    }).then((response) => response.json());
  }

  button.addEventListener("click", function () {
    button.disabled = true;
    status.textContent = "";
    ask()
      .then(function (reply) {
        if (reply.status === "ok") {
          fill(reply.data);
        } else {
          status.textContent = reply.message;
        }
      })
      .catch(function (error) {
        status.textContent = String(error);
      })
      .then(function () {
        button.disabled = false;
      });
  });
});
